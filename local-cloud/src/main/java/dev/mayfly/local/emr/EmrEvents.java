package dev.mayfly.local.emr;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.local.events.EventBus;
import java.util.List;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.Step;
import software.amazon.awssdk.services.emr.model.StepState;

/** Says on the bus what EMR says: cluster and step state changes, the reason as a JSON string within the JSON. */
final class EmrEvents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final EventBus bus;

    EmrEvents(EventBus bus) {
        this.bus = bus;
    }

    void changed(Cluster cluster) {
        ClusterState state = cluster.status().state();
        ObjectNode reason = JSON.createObjectNode();
        if (cluster.status().stateChangeReason() != null) {
            reason.put("code", cluster.status().stateChangeReason().codeAsString());
            reason.put("message", cluster.status().stateChangeReason().message());
        }
        ObjectNode detail = JSON.createObjectNode();
        detail.put("severity", state == ClusterState.TERMINATED_WITH_ERRORS ? "CRITICAL" : "INFO");
        detail.put("stateChangeReason", reason.isEmpty() ? "" : reason.toString());
        detail.put("name", cluster.name());
        detail.put("clusterId", cluster.id());
        detail.put("state", state.toString());
        detail.put("message", "Amazon EMR Cluster %s (%s) is %s".formatted(cluster.id(), cluster.name(), state));
        bus.put("aws.emr", "EMR Cluster State Change", List.of(), detail);
    }

    void changed(Cluster cluster, Step step) {
        StepState state = step.status().state();
        ObjectNode detail = JSON.createObjectNode();
        detail.put("severity", state == StepState.FAILED ? "ERROR" : "INFO");
        detail.put("actionOnFailure", step.actionOnFailureAsString());
        detail.put("stepId", step.id());
        detail.put("name", step.name());
        detail.put("clusterId", cluster.id());
        detail.put("state", state.toString());
        detail.put(
                "message",
                "Step %s (%s) in Amazon EMR cluster %s (%s) is %s"
                        .formatted(step.id(), step.name(), cluster.id(), cluster.name(), state));
        bus.put("aws.emr", "EMR Step Status Change", List.of(), detail);
    }
}
