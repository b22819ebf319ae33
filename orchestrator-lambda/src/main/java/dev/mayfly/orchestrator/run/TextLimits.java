package dev.mayfly.orchestrator.run;

/**
 * Sentences that have to fit: a head holds at most 256 KiB, as a notice does, whatever somebody said or however many files
 * a message names. What is too long loses its middle, since the beginning says what is wrong and the end what would be right.
 */
final class TextLimits {
    /** For a message that people act on. */
    static final int MESSAGE = 1_000;
    /** For what a record has very many of. */
    static final int REMARK = 500;

    private static final String CUT = " … ";
    /** Of ten characters that are kept, so many stand at the beginning. */
    private static final int BEGINNING = 7;

    static String message(String text) {
        return truncate(text, MESSAGE);
    }

    static String remark(String text) {
        return truncate(text, REMARK);
    }

    static String truncate(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int kept = most - CUT.length();
        int beginning = kept * BEGINNING / 10;
        return text.substring(0, truncateAtCharacter(text, beginning))
                + CUT
                + text.substring(truncateAtCharacter(text, text.length() - kept + beginning + 1));
    }

    /** Not between the two halves of a character. */
    private static int truncateAtCharacter(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private TextLimits() {}
}
