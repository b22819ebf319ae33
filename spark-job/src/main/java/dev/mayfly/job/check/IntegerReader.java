package dev.mayfly.job.check;

import dev.mayfly.contract.ColumnType;

/** Reads whole numbers of few digits from their bytes, and leaves every other text to the grammar. */
record IntegerReader(GrammarReader grammar, boolean small) implements ValueReader {
    /** So many digits fit into 63 bits whatever they are. */
    private static final int SAFE_DIGITS = 18;

    static IntegerReader of(ColumnType type) {
        return new IntegerReader(new GrammarReader(type), type.kind() == ColumnType.Kind.INT);
    }

    @Override
    public Object read(byte[] bytes, int start, int length) throws BadValue {
        int end = start + length;
        boolean minus = bytes[start] == '-';
        int first = minus ? start + 1 : start;
        if (first == end || end - first > SAFE_DIGITS) {
            return grammar.read(bytes, start, length);
        }
        long value = 0;
        for (int i = first; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return grammar.read(bytes, start, length);
            }
            value = value * 10 + digit;
        }
        value = minus ? -value : value;
        if (!small) {
            return value;
        }
        return value == (int) value ? (Object) (int) value : grammar.read(bytes, start, length);
    }

    /** How much of a field stands before a point with nothing but zeros behind it, as in 213.0; 0 if it is no such field. */
    static int beforeZeros(byte[] bytes, int start, int length) {
        int last = length - 1;
        while (last > 0 && bytes[start + last] == '0') {
            last--;
        }
        return last > 0 && last < length - 1 && bytes[start + last] == '.' ? last : 0;
    }
}
