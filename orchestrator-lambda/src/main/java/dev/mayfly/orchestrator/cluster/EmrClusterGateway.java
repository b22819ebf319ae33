package dev.mayfly.orchestrator.cluster;

import dev.mayfly.orchestrator.run.Answer;
import dev.mayfly.orchestrator.run.ClusterSight;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReasonCode;
import software.amazon.awssdk.services.emr.model.ClusterSummary;
import software.amazon.awssdk.services.emr.model.FailureDetails;
import software.amazon.awssdk.services.emr.model.StepSummary;

/**
 * Clusters on EMR. RunJobFlow has no idempotency token, so its client must not retry: a refusal created nothing, and
 * after anything else nobody knows.
 */
public final class EmrClusterGateway implements ClusterGateway {
    private static final Set<String> THROTTLES =
            Set.of("ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded");
    private static final int SERVER_ERROR = 500;
    private final EmrClient emr;
    private final EmrClient once;
    private final ClusterSettings settings;

    @Inject
    public EmrClusterGateway(EmrClient emr, @Named("once") EmrClient once, ClusterSettings settings) {
        this.emr = emr;
        this.once = once;
        this.settings = settings;
    }

    @Override
    public Answer launch(ClusterOrder order) {
        try {
            return new Answer.Launched(
                    once.runJobFlow(new LaunchRequest(settings, order).build()).jobFlowId());
        } catch (AwsServiceException e) {
            if (e.statusCode() >= SERVER_ERROR) {
                return new Answer.Ambiguous("EMR answered " + e.statusCode());
            }
            boolean throttled = THROTTLES.contains(e.awsErrorDetails().errorCode());
            return new Answer.LaunchRefused(
                    "EMR refused the launch: " + e.awsErrorDetails().errorMessage(), throttled);
        } catch (SdkException e) {
            return new Answer.Ambiguous("EMR did not answer: " + e.getMessage());
        }
    }

    @Override
    public ClusterSight find(String name, Instant since) {
        try {
            Optional<ClusterSummary> found =
                    emr.listClustersPaginator(request -> request.createdAfter(since)).clusters().stream()
                            .filter(cluster -> cluster.name().equals(name))
                            .findFirst();
            return found.map(cluster -> look(cluster.id())).orElse(new ClusterSight.NotFound());
        } catch (SdkException e) {
            return new ClusterSight.Unknown("clusters could not be listed: " + e.getMessage());
        }
    }

    @Override
    public ClusterSight look(String clusterId) {
        try {
            Cluster cluster =
                    emr.describeCluster(request -> request.clusterId(clusterId)).cluster();
            Optional<ClusterSight.Step> step =
                    emr.listStepsPaginator(request -> request.clusterId(clusterId)).steps().stream()
                            .reduce((later, first) -> first)
                            .map(EmrClusterGateway::step);
            ClusterStateChangeReasonCode code = cluster.status().stateChangeReason() == null
                    ? null
                    : cluster.status().stateChangeReason().code();
            return new ClusterSight.Seen(
                    clusterId,
                    cluster.status().stateAsString(),
                    reason(cluster),
                    code == ClusterStateChangeReasonCode.BOOTSTRAP_FAILURE,
                    cluster.status().timeline().creationDateTime(),
                    Optional.ofNullable(cluster.status().timeline().endDateTime()),
                    step);
        } catch (SdkException e) {
            return new ClusterSight.Unknown(
                    "cluster %s could not be looked at: %s".formatted(clusterId, e.getMessage()));
        }
    }

    @Override
    public void terminate(String clusterId) {
        emr.terminateJobFlows(request -> request.jobFlowIds(clusterId));
    }

    private static String reason(Cluster cluster) {
        var reason = cluster.status().stateChangeReason();
        return reason == null
                ? "no reason given"
                : Stream.of(reason.codeAsString(), reason.message())
                        .filter(text -> text != null && !text.isBlank())
                        .reduce((code, message) -> code + ": " + message)
                        .orElse("no reason given");
    }

    private static ClusterSight.Step step(StepSummary step) {
        FailureDetails failure = step.status().failureDetails();
        String detail = failure == null
                ? ""
                : Stream.of(failure.reason(), failure.message())
                        .filter(text -> text != null && !text.isBlank())
                        .reduce((reason, message) -> reason + " " + message)
                        .orElse("");
        ClusterSight.StepState state = switch (step.status().state()) {
            case RUNNING, CANCEL_PENDING -> ClusterSight.StepState.RUNNING;
            case COMPLETED -> ClusterSight.StepState.COMPLETED;
            case CANCELLED, FAILED, INTERRUPTED -> ClusterSight.StepState.FAILED;
            case PENDING, UNKNOWN_TO_SDK_VERSION -> ClusterSight.StepState.WAITING;
        };
        return new ClusterSight.Step(
                step.id(), state, Optional.ofNullable(step.status().timeline().startDateTime()), detail);
    }
}
