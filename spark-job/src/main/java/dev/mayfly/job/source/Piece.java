package dev.mayfly.job.source;

import dev.mayfly.job.check.FileHeader;
import java.io.Serializable;
import java.net.URI;

/**
 * A stretch of one input that one task reads: every line that begins in it. {@code id} is unique within the table, {@code headerId} the same for equal headers;
 * {@code firstLine} is the number of its first line in the file, from 1, or 0 where nobody has counted yet.
 */
public record Piece(int id, URI uri, long start, long length, FileHeader header, int headerId, long firstLine)
        implements Serializable {
    Piece from(long line) {
        return new Piece(id, uri, start, length, header, headerId, line);
    }
}
