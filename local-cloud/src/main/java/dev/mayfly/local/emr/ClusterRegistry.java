package dev.mayfly.local.emr;

import dev.mayfly.local.events.EventBus;
import dev.mayfly.local.http.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReason;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReasonCode;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.Step;
import software.amazon.awssdk.services.emr.model.StepConfig;
import software.amazon.awssdk.services.emr.model.StepState;

/** All clusters, the living and the dead; the same folder brings the dead back, and ends what was still alive. */
final class ClusterRegistry implements AutoCloseable {
    private static final Duration LONGEST_END = Duration.ofMinutes(1);
    private final Path folder;
    private final URI endpoint;
    private final EmrSettings settings;
    private final EmrEvents events;
    private final StepRunner runner;
    private final Clock clock;
    private final NodeArtifacts store;
    private final Map<String, EmrCluster> clusters = new ConcurrentHashMap<>();
    private final Map<String, ClusterLifecycle> lives = new ConcurrentHashMap<>();

    ClusterRegistry(Path folder, URI endpoint, EmrSettings settings, EventBus bus, StepRunner runner, Clock clock) {
        this.folder = folder;
        this.endpoint = endpoint;
        this.settings = settings;
        this.events = new EmrEvents(bus);
        this.runner = runner;
        this.clock = clock;
        this.store = new NodeArtifacts(endpoint);
        load();
    }

    private void load() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> folders = Files.list(folder)) {
            folders.filter(each -> Files.exists(each.resolve("cluster.json")))
                    .map(EmrCluster::load)
                    .forEach(this::takeOver);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeOver(EmrCluster cluster) {
        clusters.put(cluster.id(), cluster);
        if (cluster.ended()) {
            return;
        }
        EmrNode.killLeftOvers(cluster.folder().resolve("node"));
        ClusterStateChangeReason reason = ClusterStateChangeReason.builder()
                .code(ClusterStateChangeReasonCode.INTERNAL_ERROR)
                .message("The embedded cloud was stopped while the cluster was alive")
                .build();
        for (Step step : cluster.steps()) {
            if (step.status().state() == StepState.PENDING || step.status().state() == StepState.RUNNING) {
                cluster.changeStep(
                        step.id(),
                        change -> change.status(step.status().toBuilder()
                                .state(StepState.CANCELLED)
                                .build()));
            }
        }
        events.changed(cluster.change(description -> description.status(ClusterStatuses.next(
                cluster.description().status(), ClusterState.TERMINATED_WITH_ERRORS, reason, clock.instant()))));
    }

    EmrCluster launch(RunJobFlowRequest request) {
        RunJobFlowValidator.check(request);
        String id = EmrIds.cluster();
        Cluster description = Cluster.builder()
                .id(id)
                .name(request.name())
                .clusterArn("arn:aws:elasticmapreduce:us-east-1:000000000000:cluster/" + id)
                .status(ClusterStatuses.first(clock.instant()))
                .releaseLabel(request.releaseLabel())
                .serviceRole(request.serviceRole())
                .logUri(request.logUri())
                .autoTerminate(!Boolean.TRUE.equals(request.instances().keepJobFlowAliveWhenNoSteps()))
                .terminationProtected(Boolean.TRUE.equals(request.instances().terminationProtected()))
                .visibleToAllUsers(request.visibleToAllUsers() == null || request.visibleToAllUsers())
                .applications(request.applications())
                .tags(request.tags())
                .configurations(request.configurations())
                .normalizedInstanceHours(0)
                .instanceCollectionType(
                        request.instances().instanceFleets().isEmpty() ? "INSTANCE_GROUP" : "INSTANCE_FLEET")
                .stepConcurrencyLevel(request.stepConcurrencyLevel() == null ? 1 : request.stepConcurrencyLevel())
                .ec2InstanceAttributes(attributes -> attributes.iamInstanceProfile(request.jobFlowRole()))
                .build();
        List<Step> steps = request.steps().stream().map(this::pending).toList();
        EmrCluster cluster = new EmrCluster(folder.resolve(id), request, description, steps);
        clusters.put(id, cluster);
        ClusterLifecycle life = new ClusterLifecycle(
                cluster,
                new EmrNode(folder.resolve(id).resolve("node"), id, endpoint),
                store,
                runner,
                settings,
                events,
                clock);
        lives.put(id, life);
        events.changed(description);
        life.start();
        return cluster;
    }

    private Step pending(StepConfig config) {
        return Step.builder()
                .id(EmrIds.step())
                .name(config.name())
                .actionOnFailure(
                        config.actionOnFailure() == null ? "TERMINATE_CLUSTER" : config.actionOnFailureAsString())
                .config(hadoop -> hadoop.jar(config.hadoopJarStep().jar())
                        .args(config.hadoopJarStep().args())
                        .mainClass(config.hadoopJarStep().mainClass()))
                .status(status -> status.state(StepState.PENDING)
                        .timeline(timeline -> timeline.creationDateTime(clock.instant())))
                .build();
    }

    List<String> addSteps(String id, List<StepConfig> configs) {
        EmrCluster cluster = cluster(id);
        configs.forEach(RunJobFlowValidator::step);
        if (cluster.ended() || cluster.state() == ClusterState.TERMINATING) {
            throw invalid("A job flow that is shutting down, terminated, or finished may not be modified.");
        }
        List<Step> added = configs.stream().map(this::pending).toList();
        added.forEach(cluster::add);
        Optional.ofNullable(lives.get(id)).ifPresent(ClusterLifecycle::wake);
        return added.stream().map(Step::id).toList();
    }

    EmrCluster cluster(String id) {
        EmrCluster cluster = id == null ? null : clusters.get(id);
        if (cluster == null) {
            throw invalid("Cluster id '%s' is not valid.".formatted(id));
        }
        return cluster;
    }

    /** Every cluster, the newest first. */
    List<EmrCluster> all() {
        return clusters.values().stream()
                .sorted(Comparator.comparing((EmrCluster cluster) ->
                                cluster.description().status().timeline().creationDateTime())
                        .reversed()
                        .thenComparing(EmrCluster::id))
                .toList();
    }

    void terminate(List<String> ids) {
        for (String id : ids) {
            EmrCluster cluster = clusters.get(id);
            if (cluster != null && Boolean.TRUE.equals(cluster.description().terminationProtected())) {
                throw new AwsError(
                        400,
                        "ValidationException",
                        "Could not shut down one or more job flows since they are termination protected.");
            }
        }
        for (String id : ids) {
            Optional.ofNullable(lives.get(id))
                    .filter(life -> !life.cluster().ended())
                    .ifPresent(
                            life -> life.stop(ClusterStateChangeReasonCode.USER_REQUEST, "Terminated by user request"));
        }
    }

    static AwsError invalid(String message) {
        return new AwsError(400, "InvalidRequestException", message);
    }

    @Override
    public void close() {
        lives.values().stream()
                .filter(life -> !life.cluster().ended())
                .forEach(life ->
                        life.stop(ClusterStateChangeReasonCode.INTERNAL_ERROR, "The embedded cloud was stopped"));
        lives.values().forEach(life -> life.awaitEnd(LONGEST_END));
        store.close();
    }
}
