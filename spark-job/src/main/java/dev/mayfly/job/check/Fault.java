package dev.mayfly.job.check;

/**
 * Why a row is rejected: the {@code reason} that is kept with the row and may have its values, and the {@code kind}, which
 * has none and is the same for rows that are rejected alike.
 */
record Fault(String reason, String kind) {
    /** What follows these words in a fault of a line differs from line to line. */
    private static final String PLACE = " at character ";

    /** The kind of rows that end in a separator too many. */
    static final String LAST_FIELD_EMPTY =
            "the row has one field more than the file's header, the last one, and it is empty";
    /** The kind of rows that lack the separator that their header ends in. */
    static final String LAST_NAME_EMPTY = "the row has one field less than the file's header, whose last name is empty";

    private static final String NUL = "a byte of the line is NUL; text has none";

    /** A fault that has no value of the row. */
    static Fault plain(String reason) {
        return new Fault(reason, reason);
    }

    /** A line that cannot be cut into fields. */
    static Fault ofLine(String fault) {
        int place = fault.indexOf(PLACE);
        return new Fault(fault, fault.startsWith("byte ") ? NUL : place < 0 ? fault : fault.substring(0, place));
    }

    /** A line of more or fewer fields than the header. */
    static Fault ofWidth(LineFields fields, boolean lastNameIsEmpty, int width) {
        String counted = "the row has %d fields, the file's header %d".formatted(fields.count(), width);
        if (fields.count() == width + 1 && fields.length(width) == 0) {
            return new Fault(counted + "; the last one is empty", LAST_FIELD_EMPTY);
        }
        if (fields.count() == width - 1 && lastNameIsEmpty) {
            return new Fault(counted + ", whose last name is empty", LAST_NAME_EMPTY);
        }
        return new Fault(
                counted,
                fields.count() > width
                        ? "the row has more fields than the file's header"
                        : "the row has fewer fields than the file's header");
    }
}
