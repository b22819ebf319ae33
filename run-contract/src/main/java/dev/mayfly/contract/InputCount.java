package dev.mayfly.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the lines of one input went. The identity lines = headers + blank + accepted + rejected holds, or there is no
 * such record; {@code repaired} counts accepted rows that were mended as the table's owner allowed, {@code repairs} how
 * often in which column. {@code missingColumns} are those that the file lacks, as the owner allowed; {@code trimmedNames}
 * those whose names have blanks around them in its header. Where a table's fields may have line breaks, a line is a row with all the breaks in its quotes.
 */
public record InputCount(
        URI uri,
        long bytes,
        long lines,
        long headers,
        long blank,
        long accepted,
        long rejected,
        long repaired,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> repairs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> missingColumns,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> trimmedNames) {
    @JsonCreator
    public InputCount {
        Guards.present("uri of a counted input", uri);
        missingColumns = Guards.listed(missingColumns);
        trimmedNames = Guards.listed(trimmedNames);
        if (lines != headers + blank + accepted + rejected) {
            throw new IllegalArgumentException(
                    "%s has %d lines, but %d headers + %d blank + %d accepted + %d rejected make %d"
                            .formatted(
                                    uri,
                                    lines,
                                    headers,
                                    blank,
                                    accepted,
                                    rejected,
                                    headers + blank + accepted + rejected));
        }
        repairs = repairs == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(repairs));
        long most = repairs.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long all = repairs.values().stream().mapToLong(Long::longValue).sum();
        if (repaired < most || repaired > all || repaired > accepted) {
            throw new IllegalArgumentException(
                    "%s has %d repaired rows of %d accepted ones, but its columns were repaired so often: %s"
                            .formatted(uri, repaired, accepted, repairs));
        }
    }

    /** An input of which nothing had to be repaired. */
    public InputCount(URI uri, long bytes, long lines, long headers, long blank, long accepted, long rejected) {
        this(uri, bytes, lines, headers, blank, accepted, rejected, 0, Map.of());
    }

    /** An input that has every column under its plain name. */
    public InputCount(
            URI uri,
            long bytes,
            long lines,
            long headers,
            long blank,
            long accepted,
            long rejected,
            long repaired,
            Map<String, Long> repairs) {
        this(uri, bytes, lines, headers, blank, accepted, rejected, repaired, repairs, List.of(), List.of());
    }
}
