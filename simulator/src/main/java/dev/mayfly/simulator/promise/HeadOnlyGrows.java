package dev.mayfly.simulator.promise;

import dev.mayfly.simulator.cloud.Witness;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every write of a head follows the one before it: nobody's write is lost under another's. */
final class HeadOnlyGrows implements Witness {
    private static final Pattern VERSION = Pattern.compile("\"version\":([0-9]+)");
    private final Verdicts verdicts;

    HeadOnlyGrows(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(String bucket, String key, byte[] before, byte[] after) {
        if (key.endsWith("/head.json") && version(after) != version(before) + 1) {
            verdicts.broken(
                    "the head only grows", "version %d was written over %d".formatted(version(after), version(before)));
        }
    }

    private static long version(byte[] head) {
        Matcher version = VERSION.matcher(new String(head, StandardCharsets.UTF_8));
        return version.find() ? Long.parseLong(version.group(1)) : 0;
    }
}
