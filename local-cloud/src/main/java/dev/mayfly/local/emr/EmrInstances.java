package dev.mayfly.local.emr;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.ClusterTimeline;
import software.amazon.awssdk.services.emr.model.Instance;
import software.amazon.awssdk.services.emr.model.InstanceFleet;
import software.amazon.awssdk.services.emr.model.InstanceFleetConfig;
import software.amazon.awssdk.services.emr.model.InstanceFleetState;
import software.amazon.awssdk.services.emr.model.InstanceState;
import software.amazon.awssdk.services.emr.model.ListInstanceFleetsResponse;
import software.amazon.awssdk.services.emr.model.ListInstancesResponse;

/** The instances that a cluster of this shape would have: of each fleet the first type, as many as its target. */
final class EmrInstances {
    static ListInstancesResponse list(EmrCluster cluster, String marker) {
        List<Instance> instances = new ArrayList<>();
        for (InstanceFleetConfig fleet : cluster.request().instances().instanceFleets()) {
            String role = fleet.instanceFleetTypeAsString();
            for (int number = 0; number < capacity(fleet); number++) {
                instances.add(instance(cluster, fleet, id("ci-", cluster, role, number), number));
            }
        }
        Pagination<Instance> pages = Pagination.of(instances, marker);
        return ListInstancesResponse.builder()
                .instances(pages.page())
                .marker(pages.marker())
                .build();
    }

    static ListInstanceFleetsResponse fleets(EmrCluster cluster) {
        return ListInstanceFleetsResponse.builder()
                .instanceFleets(cluster.request().instances().instanceFleets().stream()
                        .map(fleet -> fleet(cluster, fleet))
                        .toList())
                .build();
    }

    private static Instance instance(EmrCluster cluster, InstanceFleetConfig fleet, String id, int number) {
        ClusterTimeline timeline = cluster.description().status().timeline();
        return Instance.builder()
                .id(id)
                .ec2InstanceId(id("i-", cluster, fleet.instanceFleetTypeAsString(), number))
                .instanceFleetId(id("if-", cluster, fleet.instanceFleetTypeAsString(), 0))
                .instanceType(fleet.instanceTypeConfigs().get(0).instanceType())
                .market("ON_DEMAND")
                .status(status -> status.state(state(cluster.state()))
                        .timeline(times -> times.creationDateTime(timeline.creationDateTime())
                                .readyDateTime(timeline.readyDateTime())
                                .endDateTime(timeline.endDateTime())))
                .build();
    }

    private static InstanceFleet fleet(EmrCluster cluster, InstanceFleetConfig fleet) {
        ClusterTimeline timeline = cluster.description().status().timeline();
        return InstanceFleet.builder()
                .id(id("if-", cluster, fleet.instanceFleetTypeAsString(), 0))
                .name(fleet.name())
                .instanceFleetType(fleet.instanceFleetType())
                .targetOnDemandCapacity(fleet.targetOnDemandCapacity())
                .targetSpotCapacity(fleet.targetSpotCapacity())
                .provisionedOnDemandCapacity(cluster.ended() ? 0 : capacity(fleet))
                .provisionedSpotCapacity(0)
                .status(status -> status.state(
                                cluster.ended() ? InstanceFleetState.TERMINATED : InstanceFleetState.RUNNING)
                        .timeline(times -> times.creationDateTime(timeline.creationDateTime())
                                .readyDateTime(timeline.readyDateTime())
                                .endDateTime(timeline.endDateTime())))
                .build();
    }

    private static int capacity(InstanceFleetConfig fleet) {
        int onDemand = fleet.targetOnDemandCapacity() == null ? 0 : fleet.targetOnDemandCapacity();
        return onDemand + (fleet.targetSpotCapacity() == null ? 0 : fleet.targetSpotCapacity());
    }

    private static InstanceState state(ClusterState state) {
        return switch (state) {
            case STARTING -> InstanceState.PROVISIONING;
            case BOOTSTRAPPING -> InstanceState.BOOTSTRAPPING;
            case RUNNING, WAITING, TERMINATING -> InstanceState.RUNNING;
            case TERMINATED, TERMINATED_WITH_ERRORS, UNKNOWN_TO_SDK_VERSION -> InstanceState.TERMINATED;
        };
    }

    /** The same instance has the same id each time it is asked for. */
    private static String id(String prefix, EmrCluster cluster, String role, int number) {
        return prefix + Integer.toHexString((cluster.id() + role).hashCode()) + "%04d".formatted(number);
    }

    private EmrInstances() {}
}
