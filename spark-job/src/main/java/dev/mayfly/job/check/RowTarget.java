package dev.mayfly.job.check;

/** What takes a row's values as they are read, column by column in any order, without a box around each. */
public interface RowTarget {
    /** Forgets what came since the row began: another one begins, or the same one anew. */
    void begin();

    /** No value. */
    void nothing(int column);

    /** A value of a type that is a whole number within: bigint and int. */
    void whole(int column, long value);

    /** Text, in UTF-8; the bytes are used again for the next line. */
    void text(int column, byte[] bytes, int start, int length);

    /** A value of any type in Spark's internal form, never null. */
    void value(int column, Object value);
}
