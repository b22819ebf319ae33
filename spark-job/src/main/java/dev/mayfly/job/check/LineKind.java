package dev.mayfly.job.check;

/** What a line of a file turned out to be; each line is exactly one of these. */
public enum LineKind {
    HEADER,
    /** A header of the table's columns in another order than the file's: the rows below it would be read wrongly. */
    OTHER_HEADER,
    BLANK,
    ACCEPTED,
    REJECTED
}
