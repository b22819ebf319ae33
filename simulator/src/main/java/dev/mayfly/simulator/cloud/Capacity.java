package dev.mayfly.simulator.cloud;

import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.emr.model.InstanceFleetConfig;
import software.amazon.awssdk.services.emr.model.InstanceTypeConfig;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/** Which launches get instances in an account: a matter of the instance types, the market and the size that a request asks for. */
public enum Capacity {
    /** All of them. */
    ANY,
    /** Only the first choice of types, some of them spot. */
    FIRST_TYPES,
    /** Only other types than the first choice, some of them spot. */
    OTHER_TYPES,
    /** Only what is asked for on demand. */
    ON_DEMAND,
    /** Only small instances. */
    SMALL_INSTANCES;

    /** Whether a launch gets its instances. */
    public boolean serves(RunJobFlowRequest request) {
        return switch (this) {
            case ANY -> true;
            case FIRST_TYPES -> large(request) && spot(request) && family(request, "m");
            case OTHER_TYPES -> large(request) && spot(request) && family(request, "r");
            case ON_DEMAND -> large(request) && !spot(request);
            case SMALL_INSTANCES -> !large(request);
        };
    }

    private static boolean large(RunJobFlowRequest request) {
        return workers(request).stream()
                .flatMap(fleet -> fleet.instanceTypeConfigs().stream())
                .anyMatch(type -> type.instanceType().endsWith(".2xlarge"));
    }

    private static boolean spot(RunJobFlowRequest request) {
        return workers(request).stream()
                .map(InstanceFleetConfig::targetSpotCapacity)
                .filter(Objects::nonNull)
                .anyMatch(capacity -> capacity > 0);
    }

    private static boolean family(RunJobFlowRequest request, String first) {
        return workers(request).stream()
                .flatMap(fleet -> fleet.instanceTypeConfigs().stream())
                .map(InstanceTypeConfig::instanceType)
                .allMatch(type -> type.startsWith(first));
    }

    private static List<InstanceFleetConfig> workers(RunJobFlowRequest request) {
        return request.instances().instanceFleets().stream()
                .filter(fleet -> !"MASTER".equals(fleet.instanceFleetTypeAsString()))
                .toList();
    }
}
