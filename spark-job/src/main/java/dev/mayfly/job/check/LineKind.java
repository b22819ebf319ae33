package dev.mayfly.job.check;

/** What a line of a file turned out to be; each line is exactly one of these. */
public enum LineKind {
    HEADER,
    BLANK,
    ACCEPTED,
    REJECTED
}
