package dev.mayfly.job.check;

/** Reads a non-empty field as one type, in Spark's internal form; what does not fit exactly is refused, never rounded. */
interface ValueReader {
    Object read(byte[] bytes, int start, int length) throws BadValue;
}
