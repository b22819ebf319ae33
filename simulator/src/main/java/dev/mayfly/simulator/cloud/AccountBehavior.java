package dev.mayfly.simulator.cloud;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How an account behaves in one history: how late things may come, how large pages are, how often clusters go wrong, whether
 * one thing goes wrong with nearly all of them, which launches get instances, whether one-time schedules fire, and whether it is calm by now, which means that nothing new goes wrong any more.
 */
public record AccountBehavior(
        long latestLaunchMillis,
        long oldestListingMillis,
        int objectsInAPage,
        int clustersInAPage,
        int clusterTroublePercent,
        Optional<ClusterScript.FailureMode> curse,
        Capacity capacity,
        boolean driversClaim,
        boolean schedulesFire,
        BooleanSupplier whenCalm) {
    boolean calm() {
        return whenCalm.getAsBoolean();
    }
}
