package dev.mayfly.job.source;

import dev.mayfly.contract.TablePlan.Reading;
import java.io.Closeable;
import java.net.URI;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** The lines of a stretch of an input, one after the other: what a table's rows are, its headers, and what is neither. */
public interface InputLines extends Closeable {
    boolean next();

    /** Where the line begins, in bytes of the uncompressed input. */
    long offset();

    /** The line's bytes without its line break, up to {@link #length}; good until the next line. */
    byte[] bytes();

    int length();

    /** How many lines of the file it is: more than one where there are line breaks in its quotes. */
    int spanned();

    @Override
    void close();

    /** Lines as a table's owner says that its files have them; a stretch of rows with line breaks is the whole file. */
    static InputLines of(Configuration conf, Set<Reading> reading, URI uri, long start, long length) {
        RawLines lines = new RawLines(conf, uri, start, length);
        return reading.contains(Reading.MULTILINE) ? new MultilineRows(lines) : lines;
    }
}
