package dev.mayfly.job.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;

/**
 * The lines that begin within a stretch of a file, each with its byte offset (of the uncompressed bytes, in a compressed
 * file). A line ends at LF; a CR before it and a byte order mark at the file's start belong to no line.
 */
public final class RawLines implements InputLines {
    private final URI uri;
    // LF alone ends a line: Hadoop's default also breaks at a lone CR, and then lines are not what wc -l counts.
    private final LineRecordReader reader = new LineRecordReader("\n".getBytes(US_ASCII));
    private long offset;
    private byte[] bytes = new byte[0];
    private int length;
    private boolean carriageReturn;

    public RawLines(Configuration conf, URI uri, long start, long length) {
        this.uri = uri;
        try {
            reader.initialize(
                    new FileSplit(new Path(uri), start, length, new String[0]),
                    new TaskAttemptContextImpl(conf, new TaskAttemptID()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean next() {
        try {
            if (!reader.nextKeyValue()) {
                return false;
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        offset = reader.getCurrentKey().get();
        bytes = reader.getCurrentValue().getBytes();
        int whole = reader.getCurrentValue().getLength();
        carriageReturn = whole > 0 && bytes[whole - 1] == '\r';
        length = carriageReturn ? whole - 1 : whole;
        return true;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public byte[] bytes() {
        return bytes;
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
            reader.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UnreadableInput unreadable(IOException e) {
        return new UnreadableInput("%s cannot be read: %s".formatted(uri, e.getMessage()), e);
    }
}
