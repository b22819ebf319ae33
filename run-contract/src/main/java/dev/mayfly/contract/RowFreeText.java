package dev.mayfly.contract;

import java.util.regex.Pattern;

/** Text of other programs without what may be values of rows: those of partitions in paths, and whatever stands in quotes. */
public final class RowFreeText {
    private static final String SHOWN_INSTEAD = "…";
    /** From the equals sign of a folder's name to the next slash: whatever is a slash in a value is escaped in the name. */
    private static final Pattern PARTITION = Pattern.compile("(/[A-Za-z_][A-Za-z0-9_]{0,254}=)[^/]*");

    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"[^\\n]*\"");
    private static final Pattern SINGLE_QUOTED = Pattern.compile("'[^\\n]*'");

    /** Without either. */
    public static String of(String text) {
        String paths = ofPaths(text);
        String single = SINGLE_QUOTED.matcher(paths).replaceAll("'" + SHOWN_INSTEAD + "'");
        return DOUBLE_QUOTED.matcher(single).replaceAll("\"" + SHOWN_INSTEAD + "\"");
    }

    /** Without the values of partitions in paths. */
    public static String ofPaths(String text) {
        return PARTITION.matcher(text).replaceAll("$1" + SHOWN_INSTEAD);
    }

    private RowFreeText() {}
}
