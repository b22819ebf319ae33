package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.InputFile;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The files of one fingerprint by their URIs, with the checksums that S3 keeps of their contents. */
public record InputChecksums(Map<String, Entry> files) {
    public static final InputChecksums NONE = new InputChecksums(Map.of());

    /** A file as it was listed; the checksum is null where S3 keeps none or was not asked. */
    public record Entry(String etag, long bytes, String checksum) {
        public Entry {
            if (etag == null) {
                throw new IllegalArgumentException("the etag of a file is missing");
            }
        }
    }

    public InputChecksums {
        files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** These files, each with its checksum where {@code checksum} knows it. */
    public static InputChecksums of(Collection<InputFile> files, Function<InputFile, Optional<String>> checksum) {
        Map<String, Entry> entries = new TreeMap<>();
        files.forEach(file -> entries.put(
                file.uri().toString(),
                new Entry(file.etag(), file.bytes(), checksum.apply(file).orElse(null))));
        return new InputChecksums(entries);
    }

    public static InputChecksums read(byte[] json, String where) {
        return ContractJson.read(json, InputChecksums.class, where);
    }

    /** The checksum of the file of this name, whichever ETag it had, where its size was the same. */
    public Optional<String> ofSameSize(InputFile file) {
        return entry(file)
                .filter(entry -> entry.bytes() == file.bytes())
                .flatMap(entry -> Optional.ofNullable(entry.checksum()));
    }

    /** The checksum of exactly this object. */
    public Optional<String> of(InputFile file) {
        return unchanged(file) ? ofSameSize(file) : Optional.empty();
    }

    /** Whether the object is the one that was listed then. */
    public boolean unchanged(InputFile file) {
        return entry(file)
                .filter(entry -> entry.etag().equals(file.etag()) && entry.bytes() == file.bytes())
                .isPresent();
    }

    /** Whether there are as many files of the same names and sizes. */
    public boolean sameNamesAndSizes(Collection<InputFile> there) {
        return there.size() == files.size()
                && there.stream()
                        .allMatch(file -> entry(file)
                                .filter(entry -> entry.bytes() == file.bytes())
                                .isPresent());
    }

    private Optional<Entry> entry(InputFile file) {
        return Optional.ofNullable(files.get(file.uri().toString()));
    }
}
