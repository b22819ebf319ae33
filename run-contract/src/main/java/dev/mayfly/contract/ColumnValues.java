package dev.mayfly.contract;

/**
 * The one grammar of values: a text in a file and a text in a definition are read alike. A value is a Long (bigint, and the
 * microseconds of a timestamp since 1970 in UTC), an Integer (int, and the days of a date since 1970), a Double, a BigDecimal
 * of the type's scale, a Boolean, or the text itself.
 */
public final class ColumnValues {
    private static final String BOOLEAN = "a boolean is true, false, t or f, in letters of any case";

    /** Reads a text that is not empty; what does not fit the type exactly is refused, never rounded. */
    public static Object parse(ColumnType type, String text) throws InvalidValueException {
        return switch (type.kind()) {
            case BIGINT -> NumberText.whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
            case INT -> (int) NumberText.whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DOUBLE -> NumberText.real(text);
            case DECIMAL -> NumberText.decimal(text, type);
            case STRING -> text;
            case BOOLEAN -> bool(text);
            case DATE -> TimeText.date(text);
            case TIMESTAMP -> TimeText.timestamp(text, type.secondDigits());
        };
    }

    private static boolean bool(String text) throws InvalidValueException {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("t")) {
            return true;
        }
        if (text.equalsIgnoreCase("false") || text.equalsIgnoreCase("f")) {
            return false;
        }
        throw new InvalidValueException(BOOLEAN);
    }

    private ColumnValues() {}
}
