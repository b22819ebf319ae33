package dev.mayfly.job.source;

import dev.mayfly.job.failure.ThrownText;
import dev.mayfly.job.failure.UnexpectedFailure;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.URI;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * The lines that begin within a stretch of a file, each with its byte offset (of the uncompressed bytes, in a compressed
 * file, which is read whole). A line ends at LF; a CR before it and a byte order mark at the file's start belong to no
 * line. Lines are stretches of the reading buffer, so that none is copied.
 */
public final class LineReader implements LineSource {
    private static final int BUFFER = 256 << 10;
    /** A line that is longer is no line of a table, and would take the memory of the rows. */
    private static final int LONGEST = 256 << 20;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LINE_FEEDS = '\n' * ONES;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final URI uri;
    private final Optional<Compression> compression;
    private final InputStream in;
    private final long end;
    private byte[] buffer = new byte[BUFFER];
    private int filled;
    private int next;
    private int mark;
    /** Where the buffer's first byte lies in the file. */
    private long base;

    private boolean exhausted;
    private int start;
    private int length;
    private boolean carriageReturn;
    private long offset;

    public LineReader(Configuration conf, URI uri, long start, long length) {
        this.uri = uri;
        this.compression = Compression.of(uri);
        Path path = new Path(uri);
        try {
            FSDataInputStream file = path.getFileSystem(conf).open(path);
            if (compression.isPresent()) {
                this.end = Long.MAX_VALUE;
                this.in = unpacked(conf, file);
                dropByteOrderMark();
                return;
            }
            this.end = start + length;
            this.in = file;
            if (start == 0) {
                dropByteOrderMark();
                return;
            }
            // The line at hand began before this stretch unless the byte before the stretch ends one.
            file.seek(start - 1);
            base = start - 1;
            next = lineEnd() + 1;
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            throw unreadable(e);
        }
    }

    private InputStream unpacked(Configuration conf, InputStream file) throws IOException {
        try {
            return compression.get().open(conf, file);
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            file.close();
            throw e;
        }
    }

    private void dropByteOrderMark() throws IOException {
        boolean goesOn = true;
        while (goesOn && filled < BYTE_ORDER_MARK.length) {
            goesOn = more();
        }
        if (filled >= BYTE_ORDER_MARK.length
                && Arrays.equals(buffer, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)) {
            mark = BYTE_ORDER_MARK.length;
            next = mark;
        }
    }

    @Override
    public boolean next() {
        // The file's first line begins before its byte order mark.
        long begins = base + next == mark ? 0 : base + next;
        if (begins >= end || (exhausted && next >= filled)) {
            return false;
        }
        try {
            int feed = lineEnd();
            if (feed == filled && next == filled) {
                return false;
            }
            offset = begins;
            start = next;
            length = feed - next;
            carriageReturn = length > 0 && buffer[feed - 1] == '\r';
            length -= carriageReturn ? 1 : 0;
            next = feed + 1;
            return true;
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            throw unreadable(e);
        }
    }

    /** Where the line that begins at {@link #next} ends in the buffer: at a line feed, or where the file does. */
    private int lineEnd() throws IOException {
        int from = next;
        while (true) {
            int feed = lineFeed(buffer, from, filled);
            if (feed < filled || exhausted) {
                return feed;
            }
            int seen = filled - next;
            if (!more()) {
                return filled;
            }
            from = next + seen;
        }
    }

    private static int lineFeed(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long others = (long) EIGHT.get(bytes, i) ^ LINE_FEEDS;
            long found = (others - ONES) & ~others & HIGH;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Reads on, moving what is still needed to the buffer's start; false where the file ends. */
    private boolean more() throws IOException {
        if (next > 0 && next <= filled) {
            System.arraycopy(buffer, next, buffer, 0, filled - next);
            base += next;
            filled -= next;
            next = 0;
        }
        if (filled == buffer.length) {
            if (filled >= LONGEST) {
                throw new IOException("the line at byte %,d is longer than %,d bytes".formatted(base, LONGEST));
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        exhausted = read < 0;
        filled += Math.max(0, read);
        return !exhausted;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int spanned() {
        return 1;
    }

    /** Whether a carriage return stood before the line break; it belongs to no line, but to a field that goes on. */
    boolean endsInCarriageReturn() {
        return carriageReturn;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    /** Stores and decompressors throw what they like; whatever it is, this file cannot be read. */
    private UnreadableInput unreadable(Throwable e) {
        String why =
                e instanceof IOException && e.getMessage() != null ? ThrownText.message(e) : UnexpectedFailure.said(e);
        return new UnreadableInput(
                uri,
                compression
                        .map(how -> "cannot be read as %s: %s. If it was cut off or damaged, upload it again"
                                .formatted(how, why))
                        .orElse("cannot be read: " + why),
                e);
    }
}
