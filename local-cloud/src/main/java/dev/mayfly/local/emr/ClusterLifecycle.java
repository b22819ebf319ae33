package dev.mayfly.local.emr;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.emr.model.ActionOnFailure;
import software.amazon.awssdk.services.emr.model.BootstrapActionConfig;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReason;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReasonCode;
import software.amazon.awssdk.services.emr.model.Step;
import software.amazon.awssdk.services.emr.model.StepState;

/**
 * A cluster's life: STARTING, BOOTSTRAPPING with real scripts, RUNNING with real steps, WAITING where it is kept alive,
 * TERMINATING, and its end. Whoever tells it to stop, or powers its node off, shortens it at any point.
 */
final class ClusterLifecycle implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterLifecycle.class);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private final EmrCluster cluster;
    private final EmrNode node;
    private final NodeArtifacts store;
    private final StepRunner steps;
    private final EmrSettings settings;
    private final EmrEvents events;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<ClusterStateChangeReason> toldToStop = Optional.empty();
    private final List<Thread> threads;

    ClusterLifecycle(
            EmrCluster cluster,
            EmrNode node,
            NodeArtifacts store,
            StepRunner steps,
            EmrSettings settings,
            EmrEvents events,
            Clock clock) {
        this.cluster = cluster;
        this.node = node;
        this.store = store;
        this.steps = steps;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.threads = List.of(
                new Thread(this, "emr-" + cluster.id()), new Thread(this::watchPower, "emr-power-" + cluster.id()));
    }

    EmrCluster cluster() {
        return cluster;
    }

    void start() {
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Waits until nothing of it is at work any more, so that its folder can be taken away. */
    void awaitEnd(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        try {
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, until - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells it to stop; only the first reason counts. */
    void stop(ClusterStateChangeReasonCode code, String message) {
        lock.lock();
        try {
            if (toldToStop.isEmpty()) {
                toldToStop = Optional.of(ClusterStateChangeReason.builder()
                        .code(code)
                        .message(message)
                        .build());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        node.close();
    }

    /** A step was added. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void watchPower() {
        while (!cluster.ended()) {
            if (node.isPoweredOff()) {
                stop(ClusterStateChangeReasonCode.INSTANCE_FAILURE, "The master node was terminated.");
                return;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    @Override
    public void run() {
        try {
            live();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.error("cluster {} broke", cluster.id(), e);
            end(ClusterStateChangeReason.builder()
                    .code(ClusterStateChangeReasonCode.INTERNAL_ERROR)
                    .message(String.valueOf(e.getMessage()))
                    .build());
        }
    }

    private void live() throws InterruptedException, IOException {
        await(settings.starting());
        if (toldToStop.isEmpty()) {
            enter(ClusterState.BOOTSTRAPPING);
            bootstrap();
        }
        if (toldToStop.isEmpty()) {
            enter(ClusterState.RUNNING);
        }
        while (toldToStop.isEmpty()) {
            Optional<Step> next = cluster.nextPending();
            if (next.isPresent()) {
                work(next.get());
            } else {
                idle();
            }
        }
        end(toldToStop.get());
    }

    private void bootstrap() throws IOException, InterruptedException {
        int number = 0;
        for (BootstrapActionConfig action : cluster.request().bootstrapActions()) {
            number++;
            Path logs = Files.createDirectories(node.folder().resolve("bootstrap-actions/" + number));
            Path script = logs.resolve("script");
            int exit;
            try {
                store.fetch(URI.create(action.scriptBootstrapAction().path()), script);
                List<String> command = new java.util.ArrayList<>(List.of("bash", script.toString()));
                command.addAll(action.scriptBootstrapAction().args());
                exit = node.run(command, Map.of(), logs.resolve("stdout"), logs.resolve("stderr"));
            } catch (software.amazon.awssdk.core.exception.SdkException e) {
                exit = 1;
                Files.writeString(logs.resolve("stderr"), "the script cannot be fetched: " + e.getMessage() + "\n");
            }
            for (String log : List.of("stdout", "stderr")) {
                store.putLog(
                        cluster.request().logUri(),
                        cluster.id() + "/node/i-0/bootstrap-actions/" + number + "/" + log + ".gz",
                        logs.resolve(log));
            }
            if (exit != 0) {
                stop(
                        ClusterStateChangeReasonCode.BOOTSTRAP_FAILURE,
                        "On the master instance (i-0), bootstrap action %d returned a non-zero return code"
                                .formatted(number));
                return;
            }
        }
    }

    private void work(Step step) throws IOException, InterruptedException {
        enter(ClusterState.RUNNING);
        Step running = cluster.changeStep(
                step.id(),
                change -> change.status(status -> status.state(StepState.RUNNING)
                        .timeline(timeline -> timeline.creationDateTime(
                                        step.status().timeline().creationDateTime())
                                .startDateTime(clock.instant()))));
        events.changed(cluster.description(), running);
        Path logs = Files.createDirectories(node.folder().resolve("steps/" + step.id()));
        int exit = steps.run(node, running, defaults(), logs);
        boolean stopped = toldToStop.isPresent();
        StepState state = stopped ? StepState.CANCELLED : exit == 0 ? StepState.COMPLETED : StepState.FAILED;
        for (String log : List.of("controller", "stdout", "stderr")) {
            store.putLog(
                    cluster.request().logUri(),
                    "%s/steps/%s/%s.gz".formatted(cluster.id(), step.id(), log),
                    logs.resolve(log));
        }
        finish(running, state, exit);
        if (state == StepState.FAILED) {
            failed(running);
        }
    }

    private void finish(Step step, StepState state, int exit) {
        Step over = cluster.changeStep(
                step.id(),
                change -> change.status(status -> {
                    status.state(state)
                            .timeline(timeline -> timeline.creationDateTime(
                                            step.status().timeline().creationDateTime())
                                    .startDateTime(step.status().timeline().startDateTime())
                                    .endDateTime(clock.instant()));
                    if (state == StepState.FAILED) {
                        status.failureDetails(
                                details -> details.reason("Unknown Error.").message("exit code " + exit));
                    }
                }));
        events.changed(cluster.description(), over);
    }

    private void failed(Step step) {
        ActionOnFailure action = step.actionOnFailure();
        if (action == ActionOnFailure.TERMINATE_CLUSTER || action == ActionOnFailure.TERMINATE_JOB_FLOW) {
            stop(ClusterStateChangeReasonCode.STEP_FAILURE, "Shut down as step failed");
        } else if (action == ActionOnFailure.CANCEL_AND_WAIT) {
            cancelPending();
        }
    }

    private void idle() throws InterruptedException {
        if (!Boolean.TRUE.equals(cluster.request().instances().keepJobFlowAliveWhenNoSteps())) {
            stop(ClusterStateChangeReasonCode.ALL_STEPS_COMPLETED, "Steps completed");
            return;
        }
        enter(ClusterState.WAITING);
        var policy = cluster.request().autoTerminationPolicy();
        boolean ended = !awaitWork(policy == null ? Duration.ofDays(365) : Duration.ofSeconds(policy.idleTimeout()));
        if (ended) {
            stop(
                    ClusterStateChangeReasonCode.ALL_STEPS_COMPLETED,
                    "Idle for longer than the auto-termination policy allows");
        }
    }

    private void end(ClusterStateChangeReason reason) {
        node.close();
        cancelPending();
        enter(ClusterState.TERMINATING, reason);
        try {
            TimeUnit.MILLISECONDS.sleep(settings.terminating().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean asPlanned = reason.code() == ClusterStateChangeReasonCode.ALL_STEPS_COMPLETED
                || reason.code() == ClusterStateChangeReasonCode.USER_REQUEST;
        enter(asPlanned ? ClusterState.TERMINATED : ClusterState.TERMINATED_WITH_ERRORS, reason);
    }

    private void cancelPending() {
        for (Step step : cluster.steps()) {
            if (step.status().state() == StepState.PENDING) {
                finish(step, StepState.CANCELLED, 0);
            }
        }
    }

    private void enter(ClusterState state) {
        if (cluster.state() != state) {
            enter(state, ClusterStateChangeReason.builder().build());
        }
    }

    private void enter(ClusterState state, ClusterStateChangeReason reason) {
        events.changed(cluster.change(description -> description.status(
                ClusterStatuses.next(cluster.description().status(), state, reason, clock.instant()))));
    }

    private Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>();
        cluster.request().configurations().stream()
                .filter(configuration -> "spark-defaults".equals(configuration.classification()))
                .forEach(configuration -> defaults.putAll(configuration.properties()));
        return defaults;
    }

    /** Waits so long, or until it is told to stop. */
    private void await(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (toldToStop.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether there was work, or a word to stop, before the time was over. */
    private boolean awaitWork(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (toldToStop.isEmpty() && cluster.nextPending().isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
