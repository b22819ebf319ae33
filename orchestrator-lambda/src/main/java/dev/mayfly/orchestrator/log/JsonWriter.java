package dev.mayfly.orchestrator.log;

import java.math.BigDecimal;
import java.util.Map;

/**
 * JSON of maps, lists, text, numbers and truth values in forty lines: the library that binds objects costs a fifth of a cold
 * start, and its writer alone some 3 %, which neither a line of the log nor the answer to a tick is worth.
 */
public final class JsonWriter {
    private static final char FIRST_PRINTABLE = ' ';

    private JsonWriter() {}

    /** The value as one line of JSON; what is none of the above is written as its text. */
    public static String of(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            out.append('{');
            String before = "";
            for (Map.Entry<?, ?> member : map.entrySet()) {
                text(member.getKey().toString(), out.append(before));
                write(member.getValue(), out.append(':'));
                before = ",";
            }
            out.append('}');
        } else if (value instanceof Iterable<?> items) {
            out.append('[');
            String before = "";
            for (Object item : items) {
                write(item, out.append(before));
                before = ",";
            }
            out.append(']');
        } else if (value instanceof Number number) {
            // Whatever is no number in JSON, such as NaN, is none here.
            out.append(new BigDecimal(number.toString()));
        } else if (value == null || value instanceof Boolean) {
            out.append(value);
        } else {
            text(value.toString(), out);
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
                // Half of a pair is no character, and Java would write it as a question mark.
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
