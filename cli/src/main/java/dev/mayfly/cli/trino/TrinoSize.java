package dev.mayfly.cli.trino;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Trino writes them, such as {@code 12.34kB}: binary units, rounded to two places. */
final class TrinoSize {
    private static final Pattern SIZE = Pattern.compile("([0-9.]+)(B|kB|MB|GB|TB|PB)");
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB");

    static long bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException("'%s' is no size: 0B or 12.34kB would be".formatted(text));
        }
        BigDecimal unit = BigDecimal.valueOf(1L << (10 * UNITS.indexOf(size.group(2))));
        return new BigDecimal(size.group(1)).multiply(unit).longValue();
    }

    private TrinoSize() {}
}
