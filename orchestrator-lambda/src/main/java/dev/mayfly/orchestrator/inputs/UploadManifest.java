package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.ContractJson;
import java.util.List;

/** What a server uploads last: the files that belong together. Keys are relative to the source prefix. */
public record UploadManifest(List<Entry> files) {
    /** One file as it has to be. */
    public record Entry(String key, long bytes, String etag) {
        public Entry {
            if (key == null || etag == null) {
                throw new IllegalArgumentException(
                        "an entry has the key %s and the etag %s; both are needed".formatted(key, etag));
            }
        }
    }

    public UploadManifest {
        files = List.copyOf(files);
    }

    /** Reads {@code {"files": [{"key", "bytes", "etag"}]}}. */
    public static UploadManifest read(byte[] json, String where) {
        return ContractJson.read(json, UploadManifest.class, where);
    }
}
