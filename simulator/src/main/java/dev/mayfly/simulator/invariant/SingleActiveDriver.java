package dev.mayfly.simulator.invariant;

import dev.mayfly.contract.RunPlan;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.Driver;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.util.LinkedHashMap;
import java.util.Map;

/** At most one driver works on a run, and on a dataset, whatever the delays. */
final class SingleActiveDriver implements InvariantChecker {
    private final Violations verdicts;
    private final Map<String, Driver> working = new LinkedHashMap<>();

    SingleActiveDriver(Violations verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void workBegins(Driver driver, RunPlan plan) {
        Driver other = working.put(of(driver.cluster()), driver);
        if (other != null) {
            verdicts.violated(
                    "one working driver",
                    "%s works on %s while %s does"
                            .formatted(
                                    driver.cluster().id(),
                                    plan.runId(),
                                    other.cluster().id()));
        }
    }

    @Override
    public void workEnds(Driver driver) {
        working.remove(of(driver.cluster()), driver);
    }

    private static String of(Cluster cluster) {
        return AttemptRef.of(cluster.request()).map(AttemptRef::tables).orElse(cluster.id());
    }
}
