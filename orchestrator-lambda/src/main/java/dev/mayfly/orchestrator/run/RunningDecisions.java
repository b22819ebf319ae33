package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** On a known cluster: judged by its step and by the verified manifest, never by the cluster's state alone. */
final class RunningDecisions {
    private final DecisionContext look;

    RunningDecisions(DecisionContext look) {
        this.look = look;
    }

    Decision decide(RunState.Running state) {
        Attempt attempt = look.run().attempt();
        Instant deadline = state.stepStartedAt().plus(look.terms().maxDuration());
        Instant earlier = deadline.isBefore(attempt.absoluteDeadline()) ? deadline : attempt.absoluteDeadline();
        Decision onCluster = onCluster(attempt);
        return onCluster instanceof Decision.Wait && look.now().isAfter(earlier) && !going()
                ? look.fail(FailureReason.fatal(
                        FailureReason.Code.RUN_DEADLINE,
                        "the step was not done by %s: raise maxDuration, or take a larger template".formatted(earlier)))
                : onCluster;
    }

    Decision onCluster(Attempt attempt) {
        if (look.seen().answer() instanceof ActionResult.DeadlineScheduled
                && !attempt.fate().deadlineScheduled()) {
            return look.save(look.run().withAttempt(attempt.with(attempt.fate().scheduled())), new Action.None());
        }
        if (!(look.seen().cluster() instanceof ClusterStatus.Found cluster)) {
            return unseen(attempt);
        }
        ClusterStatus.StepState step =
                cluster.step().map(ClusterStatus.Step::state).orElse(ClusterStatus.StepState.WAITING);
        return switch (step) {
            case COMPLETED -> completed();
            case FAILED -> failed(attempt, cluster);
            case RUNNING -> cluster.onItsWayOut() ? going(attempt, cluster) : running(attempt, cluster);
            case WAITING, NEVER_RAN -> cluster.onItsWayOut() ? going(attempt, cluster) : waiting(attempt, cluster);
            case INTERRUPTED ->
                cluster.onItsWayOut()
                        ? going(attempt, cluster)
                        : noticed(attempt, cluster, told("the step was interrupted on", cluster));
        };
    }

    /** It ends without being told to; no deadline needs to hurry it. */
    private boolean going() {
        return look.seen().cluster() instanceof ClusterStatus.Found cluster && cluster.onItsWayOut();
    }

    /**
     * Steps are listed late, and a cluster that goes may have done its work: it is lost only once it is gone and what it left
     * does not say otherwise.
     */
    private Decision going(Attempt attempt, ClusterStatus.Found cluster) {
        if (!cluster.gone()) {
            return noticed(
                    attempt,
                    cluster,
                    "cluster %s is %s; its step is listed as %s until it is gone"
                            .formatted(
                                    cluster.clusterId(),
                                    cluster.state(),
                                    cluster.step()
                                            .map(ClusterStatus.Step::state)
                                            .orElse(ClusterStatus.StepState.WAITING)));
        }
        OutputStatus output = look.seen().output();
        if (output instanceof OutputStatus.NotObserved) {
            return new Decision.Wait(
                    "cluster %s is gone; what it left could not be looked at".formatted(cluster.clusterId()));
        }
        return output instanceof OutputStatus.Verified || output instanceof OutputStatus.Refused
                ? completed()
                : gaveUp(output).orElseGet(() -> lost(attempt, cluster));
    }

    private Decision completed() {
        OutputStatus output = look.seen().output();
        if (output instanceof OutputStatus.Verified verified) {
            Run verifiedRun = look.run().withGeneration(verified.generation());
            Optional<FailureReason> shrunk = shrunk(verified.generation());
            if (shrunk.isPresent()) {
                return look.enter(
                        verifiedRun,
                        new RunState.Ending(Outcome.held(shrunk.get())),
                        shrunk.get().message(),
                        new Action.Terminate());
            }
            return look.enter(
                    verifiedRun,
                    new RunState.Publishing(verified.generation(), PublishCursor.START),
                    "the step is done and its output verified",
                    new Action.None());
        }
        if (output instanceof OutputStatus.Refused refused) {
            return look.fail(FailureReason.fatal(FailureReason.Code.OUTPUT_UNVERIFIED, refused.why()));
        }
        if (output instanceof OutputStatus.Nothing) {
            return look.fail(FailureReason.fatal(
                    FailureReason.Code.NO_MANIFEST, "the step says COMPLETED, but left no manifest"));
        }
        return gaveUp(output).orElse(new Decision.Wait("the step is done; its output could not be looked at"));
    }

    /** A truncated file looks like a valid one; a table that lost most of its rows waits for a person. */
    private Optional<FailureReason> shrunk(Generation made) {
        if (look.head().published().isEmpty()) {
            return Optional.empty();
        }
        Generation before = look.head().published().get(0);
        List<String> losses = new ArrayList<>();
        look.terms().maxShrink().forEach((table, share) -> {
            long had = Optional.ofNullable(before.tables().get(table))
                    .map(TableSummary::rows)
                    .orElse(0L);
            long has = Optional.ofNullable(made.tables().get(table))
                    .map(TableSummary::rows)
                    .orElse(0L);
            if (has < had * (1 - share)) {
                losses.add("%s has %d rows after %d".formatted(table, has, had));
            }
        });
        return losses.isEmpty()
                ? Optional.empty()
                : Optional.of(FailureReason.fatal(
                        FailureReason.Code.MAX_SHRINK,
                        "%s, less than maxShrink allows: approve it, or upload the whole files"
                                .formatted(String.join(
                                        ", ", losses.stream().sorted().toList()))));
    }

    private Decision failed(Attempt attempt, ClusterStatus.Found cluster) {
        if (look.seen().output() instanceof OutputStatus.NotObserved) {
            return new Decision.Wait("the step failed; what it left could not be looked at");
        }
        return gaveUp(look.seen().output())
                .orElseGet(() -> cluster.endCause() == ClusterStatus.EndCause.USER_REQUEST
                        ? endedByRequest(attempt, cluster)
                        : fail(attempt, cluster, byItself(cluster)));
    }

    /** Without a word of the step's own: EMR says whether a node was lost under it, and the log tells the rest. */
    private FailureReason byItself(ClusterStatus.Found cluster) {
        if (cluster.endCause() == ClusterStatus.EndCause.INSTANCE) {
            return FailureReason.retryable(
                    FailureReason.Code.CLUSTER_LOST,
                    "a node of cluster %s was lost under its step: %s"
                            .formatted(cluster.clusterId(), cluster.reason()));
        }
        String detail = cluster.step()
                .map(ClusterStatus.Step::detail)
                .filter(text -> !text.isBlank())
                .map(text -> ": " + text)
                .orElse("");
        String left = look.seen().output() instanceof OutputStatus.Refused refused ? "; " + refused.why() : "";
        return FailureReason.retryable(
                FailureReason.Code.STEP_FAILED,
                "the step failed on cluster %s%s%s".formatted(cluster.clusterId(), detail, left));
    }

    private Optional<Decision> gaveUp(OutputStatus output) {
        return output instanceof OutputStatus.GaveUp gaveUp
                ? Optional.of(look.fail(reason(gaveUp.failure())))
                : Optional.empty();
    }

    private static FailureReason reason(dev.mayfly.contract.RunFailure failure) {
        return switch (failure.cause()) {
            case BAD_INPUT -> FailureReason.fatal(FailureReason.Code.BAD_INPUT, failure.message());
            case TOO_MANY_REJECTED -> FailureReason.fatal(FailureReason.Code.TOO_MANY_REJECTED, failure.message());
            case INPUT_CHANGED -> FailureReason.retryable(FailureReason.Code.INPUT_CHANGED, failure.message());
            case TOO_MANY_PARTITIONS -> FailureReason.fatal(FailureReason.Code.TOO_MANY_PARTITIONS, failure.message());
            case DEADLINE -> FailureReason.fatal(FailureReason.Code.RUN_DEADLINE, failure.message());
            case INTERNAL -> FailureReason.fatal(FailureReason.Code.STEP_FAILED, failure.message());
        };
    }

    /** EMR's word about the cluster decides, as its step says nothing: it never ran, or was interrupted. */
    private Decision lost(Attempt attempt, ClusterStatus.Found cluster) {
        String what = "cluster %s is %s before its step was done: %s"
                .formatted(cluster.clusterId(), cluster.state(), cluster.reason());
        return switch (cluster.endCause()) {
            case USER_REQUEST -> endedByRequest(attempt, cluster);
            case NO_STEP_LEFT ->
                stepNeverRan(cluster)
                        ? endedByRequest(attempt, cluster)
                        : fail(attempt, cluster, FailureReason.retryable(FailureReason.Code.CLUSTER_LOST, what));
            case CAPACITY -> fail(attempt, cluster, FailureReason.retryable(FailureReason.Code.NO_CAPACITY, what));
            case QUOTA -> fail(attempt, cluster, FailureReason.quotaExceeded(what));
            case BOOTSTRAP ->
                fail(attempt, cluster, FailureReason.retryable(FailureReason.Code.BOOTSTRAP_FAILED, what));
            case VALIDATION ->
                fail(
                        attempt,
                        cluster,
                        FailureReason.fatal(
                                FailureReason.Code.CLUSTER_LOST,
                                what + ". EMR rejects the same launch again: correct what it names, then run rerun"));
            case INTERNAL, INSTANCE, STEP_FAILURE, UNKNOWN ->
                fail(attempt, cluster, FailureReason.retryable(FailureReason.Code.CLUSTER_LOST, what));
        };
    }

    private static boolean stepNeverRan(ClusterStatus.Found cluster) {
        return cluster.step()
                .filter(step -> step.state() == ClusterStatus.StepState.NEVER_RAN)
                .isPresent();
    }

    /**
     * Mayfly saves that a run ends before it asks EMR to terminate its cluster, so this request was the deadline's schedule, or a
     * person's: what a person ended waits for a command.
     */
    private Decision endedByRequest(Attempt attempt, ClusterStatus.Found cluster) {
        Instant end = cluster.endedAt().orElse(look.now());
        if (!end.isBefore(attempt.absoluteDeadline())) {
            String what = "cluster %s was terminated at its deadline, %s: %s"
                    .formatted(cluster.clusterId(), attempt.absoluteDeadline(), cluster.reason());
            return fail(
                    attempt,
                    cluster,
                    look.run().state() instanceof RunState.Launching
                            ? FailureReason.retryable(FailureReason.Code.LAUNCH_DEADLINE, what)
                            : FailureReason.fatal(FailureReason.Code.RUN_DEADLINE, what));
        }
        FailureReason reason = FailureReason.fatal(
                FailureReason.Code.CANCELLED,
                "somebody %s cluster %s outside of Mayfly: %s. Run rerun to start again"
                        .formatted(
                                cluster.endCause() == ClusterStatus.EndCause.NO_STEP_LEFT
                                        ? "cancelled the step of"
                                        : "terminated",
                                cluster.clusterId(),
                                cluster.reason()));
        return end(attempt, cluster, new Outcome(Outcome.Status.CANCELLED, Optional.of(reason)), reason);
    }

    /** With what was seen of the cluster: the next attempt avoids its subnet. */
    private Decision fail(Attempt attempt, ClusterStatus.Found cluster, FailureReason reason) {
        return end(attempt, cluster, Outcome.failed(reason), reason);
    }

    private Decision end(Attempt attempt, ClusterStatus.Found cluster, Outcome outcome, FailureReason reason) {
        return look.enter(
                look.run().withAttempt(attempt.with(attempt.fate().seen(cluster))),
                new RunState.Ending(outcome),
                reason.message(),
                new Action.Terminate());
    }

    private Decision running(Attempt attempt, ClusterStatus.Found cluster) {
        Run seen = look.run().withAttempt(attempt.with(attempt.fate().seen(cluster)));
        if (look.run().state() instanceof RunState.Launching) {
            Instant started =
                    cluster.step().flatMap(ClusterStatus.Step::startedAt).orElse(look.now());
            return look.enter(
                    seen,
                    new RunState.Running(started),
                    "the step runs on cluster " + cluster.clusterId(),
                    scheduleUnlessDone(attempt));
        }
        return again(attempt).orElseGet(() -> noticed(attempt, cluster, told("the step is running on", cluster)));
    }

    private Decision waiting(Attempt attempt, ClusterStatus.Found cluster) {
        return overdue(attempt, cluster)
                .or(() -> again(attempt))
                .orElseGet(() -> noticed(attempt, cluster, told("the step waits on", cluster)));
    }

    private static String told(String what, ClusterStatus.Found cluster) {
        return "%s cluster %s, which is %s".formatted(what, cluster.clusterId(), cluster.state());
    }

    /** Nothing to do; but people who ask should be told the cluster's present state. */
    private Decision noticed(Attempt attempt, ClusterStatus.Found cluster, String what) {
        return attempt.fate().state().equals(cluster.state())
                ? new Decision.Wait(what)
                : look.save(look.run().withAttempt(attempt.with(attempt.fate().seen(cluster))), new Action.None());
    }

    /** Its step may be at work all the same, so it has as much time as any step until somebody can look again. */
    private Decision unseen(Attempt attempt) {
        String what = "cluster %s could not be looked at"
                .formatted(attempt.clusterId().orElse("?"));
        return look.run().state() instanceof RunState.Launching && look.now().isAfter(attempt.absoluteDeadline())
                ? look.fail(FailureReason.retryable(
                        FailureReason.Code.LAUNCH_DEADLINE, what + " until " + attempt.absoluteDeadline()))
                : new Decision.Wait(what);
    }

    /** A cluster that is still starting waits for instances that are not to be had. */
    private Optional<Decision> overdue(Attempt attempt, ClusterStatus.Found cluster) {
        if (!(look.run().state() instanceof RunState.Launching) || !look.now().isAfter(attempt.launchDeadline())) {
            return Optional.empty();
        }
        FailureReason reason = cluster.starting()
                ? FailureReason.retryable(
                        FailureReason.Code.NO_CAPACITY,
                        "cluster %s had no instances by %s".formatted(cluster.clusterId(), attempt.launchDeadline()))
                : FailureReason.retryable(
                        FailureReason.Code.LAUNCH_DEADLINE,
                        "the step did not run by %s on cluster %s"
                                .formatted(attempt.launchDeadline(), cluster.clusterId()));
        return Optional.of(look.fail(reason));
    }

    private Optional<Decision> again(Attempt attempt) {
        return attempt.fate().deadlineScheduled() || !(look.seen().answer() instanceof ActionResult.None)
                ? Optional.empty()
                : Optional.of(new Decision.Act(new Action.ScheduleDeadline()));
    }

    private static Action scheduleUnlessDone(Attempt attempt) {
        return attempt.fate().deadlineScheduled() ? new Action.None() : new Action.ScheduleDeadline();
    }
}
