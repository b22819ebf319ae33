package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.InputFile;
import java.time.Instant;
import java.util.Optional;

/**
 * A file in an archive of S3, which nobody can read unless a restored copy is there.
 *
 * @param archive the storage class or archive tier, in S3's own spelling
 * @param restoring whether a restore was requested and is not complete
 * @param readableUntil when the restored copy expires, where there is one
 */
public record ArchivedFile(InputFile file, String archive, boolean restoring, Optional<Instant> readableUntil) {
    /** Whether a run that may read until {@code then} can read it. */
    boolean readable(Instant then) {
        return !restoring
                && readableUntil.filter(expiry -> expiry.isAfter(then)).isPresent();
    }
}
