package dev.mayfly.job.source;

import dev.mayfly.contract.TablePlan;
import java.io.Closeable;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** The lines of a stretch of an input, one after the other: what a table's rows are, its headers, and what is neither. */
public interface LineSource extends Closeable {
    boolean next();

    /** Where the line begins, in bytes of the uncompressed input. */
    long offset();

    /** What the line lies in, from {@link #start} on, {@link #length} bytes without its line break; good until the next line. */
    byte[] buffer();

    int start();

    int length();

    /** The line's bytes, for keeps. */
    default byte[] bytes() {
        return Arrays.copyOfRange(buffer(), start(), start() + length());
    }

    /** How many lines of the file it is: more than one where there are line breaks in its quotes. */
    int spanned();

    @Override
    void close();

    /** Lines as a table's owner says that its files have them; a stretch of rows with line breaks is the whole file. */
    static LineSource of(Configuration conf, Set<TablePlan.ReadOption> reading, URI uri, long start, long length) {
        LineReader lines = new LineReader(conf, uri, start, length);
        return reading.contains(TablePlan.ReadOption.MULTILINE) ? new MultilineRows(lines) : lines;
    }
}
