package dev.mayfly.job.check;

/** Reads whole numbers of a range from their decimal digits; nothing but a minus may stand before them. */
record IntegerReader(String type, long lowest, long highest) implements ValueReader {
    static IntegerReader bigint() {
        return new IntegerReader("bigint", Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static IntegerReader integer() {
        return new IntegerReader("int", Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public Object read(byte[] bytes, int start, int length) throws BadValue {
        int end = start + length;
        boolean minus = bytes[start] == '-';
        int first = minus ? start + 1 : start;
        if (first == end) {
            throw wanted();
        }
        // Counted downwards: the range reaches one further below zero than above.
        long negated = 0;
        for (int i = first; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || negated < Long.MIN_VALUE / 10) {
                throw wanted();
            }
            negated = negated * 10;
            if (negated < Long.MIN_VALUE + digit) {
                throw wanted();
            }
            negated -= digit;
        }
        if (!minus && negated == Long.MIN_VALUE) {
            throw wanted();
        }
        long value = minus ? negated : -negated;
        if (value < lowest || value > highest) {
            throw wanted();
        }
        return boxed(value);
    }

    /** How much of a field stands before a point with nothing but zeros behind it, as in 213.0; 0 if it is no such field. */
    static int beforeZeros(byte[] bytes, int start, int length) {
        int last = length - 1;
        while (last > 0 && bytes[start + last] == '0') {
            last--;
        }
        return last > 0 && last < length - 1 && bytes[start + last] == '.' ? last : 0;
    }

    private Object boxed(long value) {
        if (highest == Integer.MAX_VALUE) {
            return (int) value;
        }
        return value;
    }

    private BadValue wanted() {
        return new BadValue("%s, which has digits only, from %d to %d".formatted(type, lowest, highest));
    }
}
