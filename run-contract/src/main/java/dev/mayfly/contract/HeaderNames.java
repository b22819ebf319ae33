package dev.mayfly.contract;

import java.text.Normalizer;
import java.util.Locale;

/** How names of a header line are compared: blanks around them are no part of them, and the case of letters does not matter. */
public final class HeaderNames {
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int ZERO_WIDTH_SPACE = 0x200B;

    /** A name without the blanks around it (no-break spaces and byte order marks among them), accents composed as most programs write them. */
    public static String trimmed(String name) {
        int start = 0;
        int end = name.length();
        while (start < end && isBlank(name.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(name.charAt(end - 1))) {
            end--;
        }
        return Normalizer.normalize(name.substring(start, end), Normalizer.Form.NFC);
    }

    /** A trimmed name in small letters: two names are one where these are equal. */
    public static String folded(String name) {
        return trimmed(name).toLowerCase(Locale.ROOT);
    }

    /** Whether a character beside a name belongs to none. */
    public static boolean isBlank(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || character == BYTE_ORDER_MARK
                || character == ZERO_WIDTH_SPACE;
    }

    private HeaderNames() {}
}
