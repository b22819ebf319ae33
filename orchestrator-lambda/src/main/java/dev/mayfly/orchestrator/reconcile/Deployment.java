package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.orchestrator.run.Usd;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** What a deployment is called, owns and allows; its limits are ceilings on every dataset's. */
public record Deployment(
        String name,
        String rawBucket,
        String curatedBucket,
        String stateBucket,
        URI jobJar,
        Usd perRun,
        Usd perDay,
        Duration maxDuration) {
    /** The tag of every cluster that says whose it is. Stored: add, never rename. */
    public static final String TAG = "mayfly-deployment";

    /** The start of the name of every cluster of this deployment. */
    public String clusterNamePrefix() {
        return "mayfly/" + name + "/";
    }

    /** The start of the name of every cluster that works for a dataset. */
    public String clusterNamePrefix(String dataset) {
        return clusterNamePrefix() + dataset + "/";
    }

    /** The variables that a dataset file may use. */
    public Map<String, String> buckets() {
        return Map.of("raw", rawBucket, "curated", curatedBucket);
    }
}
