package dev.mayfly.local.emr;

import java.security.SecureRandom;

/** Ids in EMR's own form. */
final class EmrIds {
    private static final String SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    static String cluster() {
        return "j-" + signs(13);
    }

    static String step() {
        return "s-" + signs(13);
    }

    private static String signs(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return text.toString();
    }

    private EmrIds() {}
}
