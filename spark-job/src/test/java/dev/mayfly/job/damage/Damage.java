package dev.mayfly.job.damage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/** A damaged file and what has to become of it: so many rows kept, and for each rejected one the start of its reason; or the file refused. */
record Damage(String name, String file, byte[] content, int accepted, int headers, int blank, List<String> reasons) {
    static final int REFUSED = -1;

    static Damage rows(String name, String content, int accepted, String... reasons) {
        return new Damage(name, "events.csv", content.getBytes(UTF_8), accepted, 1, 0, List.of(reasons));
    }

    static Damage latin(String name, String content, int accepted, String... reasons) {
        return new Damage(name, "events.csv", content.getBytes(ISO_8859_1), accepted, 1, 0, List.of(reasons));
    }

    /** The whole file is refused, in a sentence that has this in it. */
    static Damage refused(String name, String content, String why) {
        return new Damage(name, "events.csv", content.getBytes(UTF_8), REFUSED, 0, 0, List.of(why));
    }

    Damage with(int moreHeaders, int blanks) {
        return new Damage(name, file, content, accepted, 1 + moreHeaders, blanks, reasons);
    }

    /** The same lines with Windows' line ends. */
    Damage withCarriageReturns() {
        byte[] crlf = new String(content, ISO_8859_1).replace("\n", "\r\n").getBytes(ISO_8859_1);
        return new Damage(name + ", CRLF", file, crlf, accepted, headers, blank, reasons);
    }

    int lines() {
        return headers + blank + accepted + reasons.size();
    }

    @Override
    public String toString() {
        return name + " (" + Arrays.hashCode(content) + ")";
    }
}
