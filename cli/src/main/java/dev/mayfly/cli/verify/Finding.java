package dev.mayfly.cli.verify;

/** What a check saw: that the assumption holds, that it does not, or that this place cannot answer; never more than was looked at. */
record Finding(Verdict verdict, String seen) {
    /** How a check ended; the words are the report's. */
    enum Verdict {
        HOLDS("holds"),
        DOES_NOT_HOLD("DOES NOT HOLD"),
        NOT_CHECKED("not checked here");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    Finding {
        if (seen.isBlank()) {
            throw new IllegalArgumentException("a finding says what was seen, or why nothing could be");
        }
    }

    static Finding of(boolean holds, String seen) {
        return new Finding(holds ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD, seen);
    }

    static Finding notChecked(String why) {
        return new Finding(Verdict.NOT_CHECKED, why);
    }
}
