package dev.mayfly.orchestrator.cluster;

import dev.mayfly.orchestrator.cluster.ClusterTemplate.Fleet;
import java.util.List;
import java.util.Map;

/**
 * Spark's settings as they follow from a cluster's nodes: one executor on each node that is not the primary, or one beside
 * the driver where the primary is alone. EMR gives YARN three quarters of a node's memory and adds 18.75 % to an executor
 * for what is off its heap; the application master takes a gigabyte; a processor is left to the node's own services.
 */
final class SparkSizing {
    private static final int DRIVER_GIB = 4;
    private static final int MASTER_MIB = 1024;
    private static final int MIB = 1024;
    /** A step has no one waiting for an answer: it wants the work done, not short pauses. */
    private static final String COLLECTOR = "-XX:+UseParallelGC";

    private SparkSizing() {}

    static Map<String, String> of(List<Fleet> fleets) {
        List<Fleet> workers =
                fleets.stream().filter(fleet -> !fleet.role().equals("MASTER")).toList();
        boolean alone = workers.isEmpty();
        List<Fleet> nodes = alone ? fleets : workers;
        int memoryGiB = nodes.stream().mapToInt(Fleet::memoryGiB).min().orElseThrow();
        int vcpu = nodes.stream().mapToInt(Fleet::vcpu).min().orElseThrow();
        return Map.of(
                "spark.driver.memory",
                DRIVER_GIB + "g",
                "spark.driver.extraJavaOptions",
                COLLECTOR,
                "spark.executor.extraJavaOptions",
                COLLECTOR,
                "spark.dynamicAllocation.enabled",
                "false",
                "spark.executor.instances",
                Integer.toString(nodes.stream().mapToInt(Fleet::instances).sum()),
                "spark.executor.cores",
                Integer.toString(vcpu - 1),
                "spark.executor.memory",
                executorGiB(memoryGiB, alone) + "g");
    }

    private static int executorGiB(int memoryGiB, boolean besideTheDriver) {
        int yarnMiB = memoryGiB * MIB * 3 / 4;
        int driverMiB = besideTheDriver ? DRIVER_GIB * MIB * 11 / 10 : 0;
        return (int) ((yarnMiB - MASTER_MIB - driverMiB) / 1.1875 / MIB);
    }
}
