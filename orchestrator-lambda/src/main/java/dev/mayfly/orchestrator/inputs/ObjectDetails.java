package dev.mayfly.orchestrator.inputs;

import java.time.Instant;
import java.util.Optional;

/**
 * What HEAD shows of an object and a listing does not.
 *
 * @param checksum the algorithm and value of the checksum that S3 keeps of the content, such as {@code CRC64NVME:rosUhgp5mIg=}
 * @param archive the archive tier of S3 Intelligent-Tiering that the object is in
 * @param restoring whether a restore was requested and is not complete
 * @param readableUntil when a restored copy expires
 */
public record ObjectDetails(
        Optional<String> checksum, Optional<String> archive, boolean restoring, Optional<Instant> readableUntil) {
    /** Nothing is known of an object that may not be read. */
    public static final ObjectDetails UNKNOWN =
            new ObjectDetails(Optional.empty(), Optional.empty(), false, Optional.empty());
}
