package dev.mayfly.orchestrator.artifacts;

import dev.mayfly.contract.S3Uris;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where copies of files lie that would not fall quiet: below a prefix of the attempt that reads them, under their own names. */
public final class InputSnapshots {
    /** Larger files are read where they lie: a copy would not fit into the time of one call. */
    static final long MOST_BYTES = 512L << 20;

    private static final Pattern KEPT = Pattern.compile("inputs/[^/]+/(.+)");

    static URI copy(String stateBucket, String attemptName, URI original) {
        return S3Uris.of(stateBucket, "inputs/" + attemptName + "/" + S3Uris.key(original));
    }

    /** What a run read, by the name that its owner knows: a copy's original below the source, anything else as it is. */
    public static URI original(URI read, URI source) {
        if (S3Uris.bucket(read).equals(S3Uris.bucket(source))) {
            return read;
        }
        Matcher kept = KEPT.matcher(S3Uris.key(read));
        return kept.matches() ? S3Uris.of(S3Uris.bucket(source), kept.group(1)) : read;
    }

    private InputSnapshots() {}
}
