package dev.mayfly.contract;

import java.net.URI;

/**
 * Where the lines of one input went. The identity lines = headers + blank + accepted + rejected holds, or there is no
 * such record; {@code repaired} counts accepted rows that were mended as the table's owner allowed.
 */
public record InputCount(
        URI uri, long bytes, long lines, long headers, long blank, long accepted, long rejected, long repaired) {
    public InputCount {
        Guards.present("uri of a counted input", uri);
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
        Guards.notNegative("repaired rows of " + uri, repaired);
    }
}
