package dev.mayfly.simulator.promise;

import dev.mayfly.contract.RunPlan;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.Driver;
import dev.mayfly.simulator.cloud.Witness;
import java.util.LinkedHashMap;
import java.util.Map;

/** At most one driver works on a run, and on a dataset, whatever the delays. */
final class OneWorker implements Witness {
    private final Verdicts verdicts;
    private final Map<String, Driver> working = new LinkedHashMap<>();

    OneWorker(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void workBegins(Driver driver, RunPlan plan) {
        Driver other = working.put(of(driver.cluster()), driver);
        if (other != null) {
            verdicts.broken(
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
        return Works.of(cluster.request()).map(Works::tables).orElse(cluster.id());
    }
}
