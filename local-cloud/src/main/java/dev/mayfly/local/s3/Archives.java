package dev.mayfly.local.s3;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which objects are in an archive, and which of them have a restored copy, as S3 keeps account of it; forgotten at a restart. */
final class Archives {
    private static final Set<String> CLASSES = Set.of("GLACIER", "DEEP_ARCHIVE");
    private final Clock clock;
    private final Duration restoreTakes;
    private final Map<String, Restore> restores = new ConcurrentHashMap<>();

    /** A restore is asked for once and readable from {@code ready} to {@code expiry}. */
    record Restore(Instant ready, Instant expiry) {
        boolean inProgress(Instant now) {
            return now.isBefore(ready);
        }
    }

    /** On AWS a restore takes from minutes to two days; here it takes {@code restoreTakes}. */
    Archives(Clock clock, Duration restoreTakes) {
        this.clock = clock;
        this.restoreTakes = restoreTakes;
    }

    static boolean archive(String storageClass) {
        return storageClass != null && CLASSES.contains(storageClass);
    }

    Instant now() {
        return clock.instant();
    }

    /** Whether there was no restored copy before; days count from the midnight after the restore is complete. */
    boolean restore(String bucket, String key, String etag, int days) {
        Optional<Restore> before = of(bucket, key, etag);
        Instant ready = before.map(Restore::ready).orElse(now().plus(restoreTakes));
        Instant expiry = ready.atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(days + 1L)
                .toInstant();
        restores.put(name(bucket, key, etag), new Restore(ready, expiry));
        return before.isEmpty();
    }

    /** The restore of an object that is in progress or has not expired. */
    Optional<Restore> of(String bucket, String key, String etag) {
        return Optional.ofNullable(restores.get(name(bucket, key, etag)))
                .filter(restore -> now().isBefore(restore.expiry()));
    }

    boolean readable(String bucket, String key, String etag, String storageClass) {
        return !archive(storageClass)
                || of(bucket, key, etag)
                        .filter(restore -> !restore.inProgress(now()))
                        .isPresent();
    }

    private static String name(String bucket, String key, String etag) {
        return bucket + "/" + key + " " + String.valueOf(etag).replace("\"", "");
    }
}
