package dev.mayfly.job.source;

import dev.mayfly.job.check.FileHeader;
import java.io.Serializable;
import java.net.URI;

/**
 * A stretch of one input that one task reads: every line that begins in it. {@code id} is unique within the table, {@code headerId} the same for
 * files whose lines mean the same.
 */
public record InputSplit(int id, URI uri, long start, long length, FileHeader header, int headerId)
        implements Serializable {
    /** A part of it, {@code into} so many bytes. */
    public InputSplit stretch(long into, long bytes) {
        return new InputSplit(id, uri, start + into, bytes, header, headerId);
    }
}
