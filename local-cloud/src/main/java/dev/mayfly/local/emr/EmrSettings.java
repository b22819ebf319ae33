package dev.mayfly.local.emr;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the embedded EMR differs from a machine hall: how long its phases take, what a Spark step runs on, and where the
 * class path of a step is written down (one line, as java takes it).
 */
public record EmrSettings(
        Duration starting, Duration terminating, Path sparkClasspath, String sparkMaster, String driverMemory) {
    /** Short phases and two cores. */
    public static EmrSettings quick(Path sparkClasspath) {
        return new EmrSettings(Duration.ofMillis(500), Duration.ofMillis(300), sparkClasspath, "local[2]", "2g");
    }
}
