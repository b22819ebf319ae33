package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.ObjectKeys;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** In what the files that a manifest asks for differ from those that tables read. */
public final class ManifestDifference {
    private static final int SHOWN = 5;

    /** The difference in a sentence, or nothing where they are the same; entries that no table reads are left out. */
    public static Optional<String> between(
            UploadManifest manifest, URI source, List<InputFile> files, TablePatterns tables) {
        Map<String, UploadManifest.Entry> asked = new TreeMap<>();
        manifest.files().stream()
                .filter(entry -> tables.match(entry.key()) && !ObjectKeys.isHidden(entry.key()))
                .forEach(entry -> asked.put(entry.key(), entry));
        Map<String, InputFile> there = new TreeMap<>();
        files.forEach(file -> there.put(Inputs.below(source, file.uri()), file));
        List<String> differences = new ArrayList<>();
        there.forEach((name, file) -> {
            UploadManifest.Entry entry = asked.get(name);
            if (entry == null) {
                differences.add(name + " is not in it");
            } else if (entry.bytes() != file.bytes()) {
                differences.add("%s has %d bytes and not %d".formatted(name, file.bytes(), entry.bytes()));
            } else if (!entry.etag().replace("\"", "").equals(file.etag())) {
                differences.add("%s has ETag %s and not %s".formatted(name, file.etag(), entry.etag()));
            }
        });
        asked.keySet().stream()
                .filter(name -> !there.containsKey(name))
                .forEach(name -> differences.add(name + " is missing"));
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(sentence(asked.size(), there.size(), differences));
    }

    private static String sentence(int asked, int there, List<String> differences) {
        String shown = String.join(", ", differences.subList(0, Math.min(SHOWN, differences.size())));
        int more = differences.size() - SHOWN;
        return "the manifest asks for %d %s and %d %s there: %s%s"
                .formatted(
                        asked,
                        asked == 1 ? "file" : "files",
                        there,
                        there == 1 ? "is" : "are",
                        shown,
                        more > 0 ? " and %d more differ".formatted(more) : "");
    }

    private ManifestDifference() {}
}
