package dev.mayfly.simulator.client;

import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.ClusterView;
import software.amazon.awssdk.services.emr.model.ClusterStatus;
import software.amazon.awssdk.services.emr.model.ClusterSummary;
import software.amazon.awssdk.services.emr.model.StepState;
import software.amazon.awssdk.services.emr.model.StepSummary;

/** Clusters and steps in EMR's own shapes. */
final class EmrShapes {
    static ClusterSummary summary(Cluster cluster, ClusterView view) {
        return ClusterSummary.builder()
                .id(cluster.id())
                .name(cluster.request().name())
                .status(status(cluster, view))
                .build();
    }

    static software.amazon.awssdk.services.emr.model.Cluster cluster(Cluster cluster, ClusterView view) {
        return software.amazon.awssdk.services.emr.model.Cluster.builder()
                .id(cluster.id())
                .name(cluster.request().name())
                .tags(cluster.request().tags())
                .ec2InstanceAttributes(
                        attributes -> attributes.ec2SubnetId(cluster.subnet().orElse(null)))
                .status(status(cluster, view))
                .build();
    }

    private static ClusterStatus status(Cluster cluster, ClusterView view) {
        return ClusterStatus.builder()
                .state(view.state())
                .stateChangeReason(
                        reason -> reason.code(view.code().orElse(null)).message(view.message()))
                .timeline(timeline -> timeline.creationDateTime(cluster.createdAt())
                        .endDateTime(view.ended().orElse(null)))
                .build();
    }

    static StepSummary step(Cluster cluster, ClusterView view) {
        return StepSummary.builder()
                .id("s-" + cluster.id().substring(2))
                .name("transform")
                .status(status -> status.state(view.step())
                        .timeline(timeline -> timeline.creationDateTime(cluster.createdAt())
                                .startDateTime(view.stepStarted().orElse(null)))
                        .failureDetails(
                                details -> details.reason(view.step() == StepState.FAILED ? "Unknown Error." : null)))
                .build();
    }

    private EmrShapes() {}
}
