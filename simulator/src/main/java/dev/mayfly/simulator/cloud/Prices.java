package dev.mayfly.simulator.cloud;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.emr.model.InstanceFleetConfig;
import software.amazon.awssdk.services.emr.model.InstanceTypeConfig;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/**
 * The simulated bill: every instance's on-demand price, EMR's fee and disk, by the second, 60 s at least. Read from public
 * price tables on its own, so that a wrong figure in the function's price book does not hide itself.
 */
final class Prices {
    private static final long LEAST_MILLIS = 60_000;
    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);
    private static final BigDecimal DISK_GB_HOUR = new BigDecimal("0.000111");
    private static final BigDecimal ROOT_GB = BigDecimal.valueOf(15);
    private static final Map<String, BigDecimal> HOUR = Map.ofEntries(
            Map.entry("m5.xlarge", new BigDecimal("0.2400")),
            Map.entry("m5.2xlarge", new BigDecimal("0.4800")),
            Map.entry("m5.4xlarge", new BigDecimal("0.9600")),
            Map.entry("m6i.xlarge", new BigDecimal("0.2400")),
            Map.entry("m6i.2xlarge", new BigDecimal("0.4800")),
            Map.entry("m6i.4xlarge", new BigDecimal("0.9600")),
            Map.entry("r5.xlarge", new BigDecimal("0.3150")),
            Map.entry("r5.2xlarge", new BigDecimal("0.6300")),
            Map.entry("r5.4xlarge", new BigDecimal("1.2600")),
            Map.entry("r6i.xlarge", new BigDecimal("0.3150")),
            Map.entry("r6i.2xlarge", new BigDecimal("0.6300")),
            Map.entry("r6i.4xlarge", new BigDecimal("1.2600")),
            Map.entry("c5.xlarge", new BigDecimal("0.2130")),
            Map.entry("c5.2xlarge", new BigDecimal("0.4250")),
            Map.entry("c5.4xlarge", new BigDecimal("0.8500")),
            Map.entry("m6g.xlarge", new BigDecimal("0.1925")),
            Map.entry("m6g.2xlarge", new BigDecimal("0.3850")),
            Map.entry("m6g.4xlarge", new BigDecimal("0.7700")),
            Map.entry("m7g.xlarge", new BigDecimal("0.2040")),
            Map.entry("m7g.2xlarge", new BigDecimal("0.4080")),
            Map.entry("m7g.4xlarge", new BigDecimal("0.8160")),
            Map.entry("r6g.xlarge", new BigDecimal("0.2520")),
            Map.entry("r6g.2xlarge", new BigDecimal("0.5040")),
            Map.entry("c6g.xlarge", new BigDecimal("0.1700")),
            Map.entry("c6g.2xlarge", new BigDecimal("0.3400")),
            Map.entry("m6a.xlarge", new BigDecimal("0.2160")),
            Map.entry("m6a.2xlarge", new BigDecimal("0.4320")),
            Map.entry("m6a.4xlarge", new BigDecimal("0.8640")));

    /** The instance types that have a price. */
    static Set<String> types() {
        return HOUR.keySet();
    }

    /** What so long a time costs; {@code choice} says which of its types each fleet got. */
    static BigDecimal bill(RunJobFlowRequest request, int choice, long millis) {
        BigDecimal hour = BigDecimal.ZERO;
        for (InstanceFleetConfig fleet : request.instances().instanceFleets()) {
            List<InstanceTypeConfig> types = fleet.instanceTypeConfigs();
            InstanceTypeConfig type = types.get(Math.floorMod(choice, types.size()));
            hour = hour.add(instanceHour(type).multiply(BigDecimal.valueOf(instances(fleet))));
        }
        return hour.multiply(BigDecimal.valueOf(Math.max(millis, LEAST_MILLIS)))
                .divide(MILLIS_PER_HOUR, MathContext.DECIMAL64);
    }

    private static long instances(InstanceFleetConfig fleet) {
        long onDemand = fleet.targetOnDemandCapacity() == null ? 0 : fleet.targetOnDemandCapacity();
        long spot = fleet.targetSpotCapacity() == null ? 0 : fleet.targetSpotCapacity();
        return onDemand + spot;
    }

    private static BigDecimal instanceHour(InstanceTypeConfig type) {
        BigDecimal price = HOUR.get(type.instanceType());
        if (price == null) {
            throw new IllegalStateException("the simulated bill has no price for " + type.instanceType());
        }
        BigDecimal disk = ROOT_GB.add(BigDecimal.valueOf(type.ebsConfiguration().ebsBlockDeviceConfigs().stream()
                .mapToLong(block -> block.volumeSpecification().sizeInGB())
                .sum()));
        return price.add(disk.multiply(DISK_GB_HOUR));
    }

    private Prices() {}
}
