package dev.mayfly.simulator.invariant;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.simulator.client.NextVersionS3;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every write of a head follows the one before it: nobody's write is lost under another's, and nothing that only a later version knows. */
final class NoLostUpdate implements InvariantChecker {
    private static final Pattern VERSION = Pattern.compile("\"version\":([0-9]+)");
    private final Violations verdicts;

    NoLostUpdate(Violations verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(String bucket, String key, byte[] before, byte[] after) {
        if (key.endsWith("/head.json")) {
            grows(new String(before, UTF_8), new String(after, UTF_8));
        }
    }

    private void grows(String before, String after) {
        if (version(after) != version(before) + 1) {
            verdicts.violated(
                    "the head only grows", "version %d was written over %d".formatted(version(after), version(before)));
        }
        if (NextVersionS3.wrote(before) && !NextVersionS3.wrote(after)) {
            verdicts.violated(
                    "the head only grows",
                    "version %d lacks what a later version of the code had written".formatted(version(after)));
        }
    }

    private static long version(String head) {
        Matcher version = VERSION.matcher(head);
        return version.find() ? Long.parseLong(version.group(1)) : 0;
    }
}
