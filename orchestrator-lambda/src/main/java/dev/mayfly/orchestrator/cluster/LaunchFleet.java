package dev.mayfly.orchestrator.cluster;

import java.util.Locale;
import software.amazon.awssdk.services.emr.model.EbsBlockDeviceConfig;
import software.amazon.awssdk.services.emr.model.EbsConfiguration;
import software.amazon.awssdk.services.emr.model.InstanceFleetConfig;
import software.amazon.awssdk.services.emr.model.InstanceFleetProvisioningSpecifications;
import software.amazon.awssdk.services.emr.model.InstanceTypeConfig;
import software.amazon.awssdk.services.emr.model.OnDemandProvisioningAllocationStrategy;
import software.amazon.awssdk.services.emr.model.SpotProvisioningAllocationStrategy;
import software.amazon.awssdk.services.emr.model.SpotProvisioningTimeoutAction;
import software.amazon.awssdk.services.emr.model.VolumeSpecification;

/** One fleet of the launch request: on demand the cheapest type first, spot where there is most of it, on demand when that takes too long. */
final class LaunchFleet {
    /** The shortest that EMR takes; the launch has a deadline of its own. */
    private static final int SPOT_MINUTES = 5;

    private static final double AT_MOST_ON_DEMAND = 100;

    private LaunchFleet() {}

    static InstanceFleetConfig of(ClusterTemplate.Fleet fleet) {
        return InstanceFleetConfig.builder()
                .name(fleet.role().toLowerCase(Locale.ROOT))
                .instanceFleetType(fleet.role())
                .targetOnDemandCapacity(fleet.onDemand())
                .targetSpotCapacity(fleet.spot())
                .launchSpecifications(specifications(fleet))
                .instanceTypeConfigs(fleet.types().stream()
                        .map(type -> instanceType(type, fleet))
                        .toList())
                .build();
    }

    private static InstanceFleetProvisioningSpecifications specifications(ClusterTemplate.Fleet fleet) {
        InstanceFleetProvisioningSpecifications.Builder specifications =
                InstanceFleetProvisioningSpecifications.builder()
                        .onDemandSpecification(demand ->
                                demand.allocationStrategy(OnDemandProvisioningAllocationStrategy.LOWEST_PRICE));
        if (fleet.spot() > 0) {
            specifications.spotSpecification(
                    spot -> spot.allocationStrategy(SpotProvisioningAllocationStrategy.CAPACITY_OPTIMIZED)
                            .timeoutDurationMinutes(SPOT_MINUTES)
                            .timeoutAction(SpotProvisioningTimeoutAction.SWITCH_TO_ON_DEMAND));
        }
        return specifications.build();
    }

    private static InstanceTypeConfig instanceType(String type, ClusterTemplate.Fleet fleet) {
        VolumeSpecification disk = VolumeSpecification.builder()
                .volumeType("gp3")
                .sizeInGB(fleet.diskGb())
                .build();
        InstanceTypeConfig.Builder config = InstanceTypeConfig.builder()
                .instanceType(type)
                .ebsConfiguration(EbsConfiguration.builder()
                        .ebsBlockDeviceConfigs(EbsBlockDeviceConfig.builder()
                                .volumeSpecification(disk)
                                .volumesPerInstance(1)
                                .build())
                        .build());
        if (fleet.spot() > 0) {
            config.bidPriceAsPercentageOfOnDemandPrice(AT_MOST_ON_DEMAND);
        }
        // A primary fleet has one instance of weight one, and EMR refuses any other weight there.
        return fleet.role().equals("MASTER")
                ? config.build()
                : config.weightedCapacity(1).build();
    }
}
