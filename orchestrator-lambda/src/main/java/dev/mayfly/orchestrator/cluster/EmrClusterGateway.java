package dev.mayfly.orchestrator.cluster;

import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.ClusterStatus;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.ClusterSummary;
import software.amazon.awssdk.services.emr.model.Ec2InstanceAttributes;
import software.amazon.awssdk.services.emr.model.FailureDetails;
import software.amazon.awssdk.services.emr.model.StepSummary;
import software.amazon.awssdk.services.emr.model.StepTimeline;
import software.amazon.awssdk.services.emr.model.Tag;

/**
 * Clusters on EMR. RunJobFlow has no idempotency token, so its client must not retry: a refusal created nothing, and
 * after anything else nobody knows.
 */
public final class EmrClusterGateway implements ClusterGateway {
    private static final int SERVER_ERROR = 500;

    private final EmrClient emr;
    private final Provider<EmrClient> once;
    private final ClusterSettings settings;

    /** {@code once} never retries; it is asked for at the first launch, as most invocations launch nothing. */
    @Inject
    public EmrClusterGateway(EmrClient emr, @Named("once") Provider<EmrClient> once, ClusterSettings settings) {
        this.emr = emr;
        this.once = once;
        this.settings = settings;
    }

    @Override
    public ActionResult launch(LaunchSpec order) {
        try {
            return new ActionResult.Launched(once.get()
                    .runJobFlow(new LaunchRequest(settings, order).build())
                    .jobFlowId());
        } catch (AwsServiceException e) {
            if (e.statusCode() >= SERVER_ERROR) {
                return new ActionResult.Ambiguous("EMR answered " + e.statusCode());
            }
            return EmrReasons.refusal(e);
        } catch (SdkException e) {
            return new ActionResult.Ambiguous("EMR did not answer: " + e.getMessage());
        }
    }

    @Override
    public ClusterStatus findByName(String name, Instant since) {
        try {
            Optional<ClusterSummary> found =
                    emr.listClustersPaginator(request -> request.createdAfter(since)).clusters().stream()
                            .filter(cluster -> cluster.name().equals(name))
                            .findFirst();
            return found.map(cluster -> describe(cluster.id())).orElse(new ClusterStatus.NotFound());
        } catch (SdkException e) {
            return new ClusterStatus.Unknown("clusters could not be listed: " + e.getMessage());
        }
    }

    @Override
    public ClusterStatus describe(String clusterId) {
        try {
            Cluster cluster =
                    emr.describeCluster(request -> request.clusterId(clusterId)).cluster();
            Optional<ClusterStatus.Step> step =
                    emr.listStepsPaginator(request -> request.clusterId(clusterId)).steps().stream()
                            .reduce((later, first) -> first)
                            .map(EmrClusterGateway::step);
            return new ClusterStatus.Found(
                    clusterId,
                    cluster.status().stateAsString(),
                    reason(cluster),
                    EmrReasons.endCause(cluster.status()),
                    Optional.ofNullable(cluster.ec2InstanceAttributes()).map(Ec2InstanceAttributes::ec2SubnetId),
                    cluster.status().timeline().creationDateTime(),
                    Optional.ofNullable(cluster.status().timeline().endDateTime()),
                    step);
        } catch (SdkException e) {
            return new ClusterStatus.Unknown(
                    "cluster %s could not be looked at: %s".formatted(clusterId, e.getMessage()));
        }
    }

    @Override
    public List<ActiveCluster> listActive(String namePrefix) {
        return emr
                .listClustersPaginator(request -> request.clusterStates(
                        ClusterState.STARTING, ClusterState.BOOTSTRAPPING, ClusterState.RUNNING, ClusterState.WAITING))
                .clusters()
                .stream()
                .filter(cluster -> cluster.name().startsWith(namePrefix))
                .map(cluster -> new ActiveCluster(
                        cluster.id(),
                        cluster.name(),
                        cluster.status().stateAsString(),
                        cluster.status().timeline().creationDateTime()))
                .toList();
    }

    @Override
    public Optional<Map<String, String>> tags(String clusterId) {
        Cluster cluster =
                emr.describeCluster(request -> request.clusterId(clusterId)).cluster();
        return cluster.status().stateAsString().startsWith("TERMINAT")
                ? Optional.empty()
                : Optional.of(cluster.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
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

    private static ClusterStatus.Step step(StepSummary step) {
        FailureDetails failure = step.status().failureDetails();
        String detail = failure == null
                ? ""
                : Stream.of(failure.reason(), failure.message())
                        .filter(text -> text != null && !text.isBlank())
                        .reduce((reason, message) -> reason + " " + message)
                        .orElse("");
        Optional<Instant> started =
                Optional.ofNullable(step.status().timeline()).map(StepTimeline::startDateTime);
        ClusterStatus.StepState state = switch (step.status().state()) {
            case RUNNING -> ClusterStatus.StepState.RUNNING;
            case CANCEL_PENDING ->
                started.isPresent() ? ClusterStatus.StepState.RUNNING : ClusterStatus.StepState.WAITING;
            case COMPLETED -> ClusterStatus.StepState.COMPLETED;
            case FAILED -> ClusterStatus.StepState.FAILED;
            // EMR cancels what still waits when a cluster ends.
            case CANCELLED, INTERRUPTED ->
                started.isPresent() ? ClusterStatus.StepState.INTERRUPTED : ClusterStatus.StepState.NEVER_RAN;
            case PENDING, UNKNOWN_TO_SDK_VERSION -> ClusterStatus.StepState.WAITING;
        };
        return new ClusterStatus.Step(step.id(), state, started, detail);
    }
}
