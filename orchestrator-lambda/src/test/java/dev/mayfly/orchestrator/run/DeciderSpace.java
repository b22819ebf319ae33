package dev.mayfly.orchestrator.run;

import dev.mayfly.contract.RunFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Everything that a decision can be about: every state of a head, every sight, every answer, every word, both sides of every clock edge. */
final class DeciderSpace {
    static final RunPolicy POLICY = RunPolicy.STANDARD;
    static final Instant INTENT = Instant.parse("2026-01-01T12:00:00Z");
    static final String ME = "me";
    static final Usd RATE = Usd.of("0.5");
    static final Generation MADE = new Generation(
            "r0",
            1,
            URI.create("s3://state/manifests/r0-a1.json"),
            "00",
            INTENT.minusSeconds(3_600),
            Map.of("events", new TableSummary(100, 0, OptionalLong.empty(), 1, 1, 1)));
    static final Generation SHRUNK = new Generation(
            "r1",
            1,
            URI.create("s3://state/manifests/r1-a1.json"),
            "11",
            INTENT,
            Map.of("events", new TableSummary(1, 0, OptionalLong.empty(), 1, 1, 1)));
    static final Generation WHOLE = new Generation(
            "r1",
            1,
            SHRUNK.manifest(),
            "11",
            INTENT,
            Map.of("events", MADE.tables().get("events")));

    private static final Optional<DatasetState.Held> HELD =
            Optional.of(DatasetState.Held.hold("ada", "a test", INTENT));

    static Terms terms() {
        return new Terms(
                "shop",
                "definition",
                false,
                Duration.ofMinutes(2),
                Duration.ofMinutes(20),
                Usd.of("5"),
                Usd.of("10"),
                Duration.ofMinutes(45),
                true,
                Map.of("events", 0.5));
    }

    /** Both sides of every duration, from the intent on, that anything is measured against where no run is in hand, and where one is. */
    static List<Instant> clockEdges(boolean inHand) {
        List<Duration> idle = List.of(
                Duration.ZERO,
                terms().quiet(),
                terms().maxWait(),
                POLICY.retryAfter().get(0),
                POLICY.retryAfter().get(1),
                Duration.ofHours(13),
                POLICY.auditAfter(),
                POLICY.auditEvery(),
                POLICY.grace());
        List<Duration> running = List.of(
                Duration.ZERO,
                POLICY.actorLease(),
                POLICY.window(),
                POLICY.logGrace(),
                POLICY.launchDeadline(),
                Duration.between(INTENT, DeciderRuns.STEP_STARTED).plus(terms().maxDuration()),
                POLICY.untilAbsoluteDeadline(terms().maxDuration()),
                Duration.ofHours(1),
                Duration.ofHours(13));
        return (inHand ? running : idle)
                .stream()
                        .map(INTENT::plus)
                        .flatMap(edge -> Stream.of(edge, edge.plusMillis(1)))
                        .distinct()
                        .toList();
    }

    static List<DatasetState> heads() {
        DatasetState published = DatasetState.empty("shop").withPublished(MADE, 10, INTENT);
        List<DatasetState> heads = new ArrayList<>();
        heads.add(DatasetState.empty("shop"));
        heads.addAll(waiting(published));
        heads.addAll(dealtWith(published));
        heads.addAll(twoGenerations(published));
        heads.addAll(audited(published.settled(Optional.of(attended(Outcome.SUCCEEDED, "new", 1)), Usd.ZERO, INTENT)));
        heads.addAll(withSomethingToTakeAway(published));
        heads.addAll(inHand(published));
        return heads;
    }

    /** Files have arrived; nothing can start any more; all the day's money is spent; somebody holds it. */
    private static List<DatasetState> waiting(DatasetState published) {
        DatasetState arrived = published.withSeen(new DatasetState.ObservedInputs("new", INTENT, INTENT));
        return List.of(
                arrived,
                published.withSeen(new DatasetState.ObservedInputs("old", INTENT, INTENT)),
                published.withSeen(new DatasetState.ObservedInputs("old", INTENT, INTENT).unusable(INTENT)),
                arrived.settled(Optional.empty(), Usd.of("9.9"), INTENT),
                published.withHeld(HELD));
    }

    /** Every outcome of these files, and some of others, looked at since or not; the last launches that nobody asks for. */
    private static List<DatasetState> dealtWith(DatasetState published) {
        List<DatasetState> heads = new ArrayList<>();
        for (Outcome outcome : DeciderRuns.outcomes()) {
            heads.addAll(settled(published, attended(outcome, "new", 1)));
        }
        for (Outcome outcome : DeciderRuns.kindsOfOutcomes()) {
            heads.addAll(settled(published, attended(outcome, "old", 1)));
        }
        Outcome lost = Outcome.failed(FailureReason.retryable(FailureReason.Code.CLUSTER_LOST, "broken"));
        for (int launches = 2; launches <= POLICY.maxLaunches(); launches++) {
            heads.addAll(settled(published, attended(lost, "new", launches)));
        }
        return heads;
    }

    private static List<DatasetState> settled(DatasetState published, DatasetState.LastProcessed how) {
        DatasetState settled = published.settled(Optional.of(how), Usd.ZERO, INTENT);
        return List.of(settled, settled.withSeen(new DatasetState.ObservedInputs("new", INTENT, INTENT)));
    }

    /** Gone forward, and gone back; the older one pinned or not. */
    private static List<DatasetState> twoGenerations(DatasetState published) {
        DatasetState forward = published.withPublished(WHOLE, 10, INTENT);
        DatasetState back = forward.withPublished(MADE, 10, INTENT).withHeld(HELD);
        return List.of(forward, forward.withPin(MADE), back, back.withPin(WHOLE));
    }

    private static List<DatasetState> inHand(DatasetState published) {
        List<DatasetState> heads = new ArrayList<>();
        Instant until = INTENT.plus(POLICY.actorLease());
        for (Run run : DeciderRuns.all()) {
            heads.add(published.withRun(run));
            if (run.state() instanceof RunState.Publishing || run.state() instanceof RunState.Ended) {
                heads.add(published.withRun(run).withActor(new DatasetState.Lease(ME, until)));
                heads.add(published.withRun(run).withActor(new DatasetState.Lease("other", until)));
            }
            if (run.kind() == Run.Kind.PIN) {
                heads.add(published.withPin(MADE).withRun(run).withActor(new DatasetState.Lease(ME, until)));
            }
        }
        for (Run run : DeciderRuns.oneInEachState()) {
            heads.add(published.withRun(run).withHeld(HELD));
            heads.add(published.settled(Optional.empty(), Usd.of("9.9"), INTENT).withRun(run));
        }
        return heads;
    }

    /** Compared half; compared an hour ago, with each end; at rest, since a publication was refused. */
    private static List<DatasetState> audited(DatasetState published) {
        List<DatasetState> heads = new ArrayList<>();
        heads.add(published.withAudit(DriftCheck.NEVER_YET.from(PublishCursor.START.nextShard())));
        for (DriftCheck.Result result : DriftCheck.Result.values()) {
            DriftCheck.Last last = new DriftCheck.Last(INTENT, result, "shop.events is somebody's");
            heads.add(published.withAudit(DriftCheck.NEVER_YET.again(INTENT.plus(POLICY.auditAfter()), last)));
            heads.add(published
                    .withAudit(DriftCheck.NEVER_YET.again(INTENT.plus(POLICY.auditAfter()), last))
                    .withHeld(HELD));
        }
        heads.add(published.withAudit(DriftCheck.NEVER_YET.resting()));
        return heads;
    }

    /** One generation too many; what a failed run wrote; what a run wrote whose publication was begun; the same while held. */
    private static List<DatasetState> withSomethingToTakeAway(DatasetState published) {
        DatasetState tooMany = published
                .withPublished(WHOLE, 1, INTENT)
                .settled(Optional.of(attended(Outcome.SUCCEEDED, "new", 1)), Usd.ZERO, INTENT);
        Run failed = DeciderRuns.failed();
        Optional<DatasetState.LastProcessed> heldBack = Optional.of(new DatasetState.LastProcessed(
                "new", "definition", "job", failed.id(), DeciderRuns.outcomes().get(1), 1, Optional.empty()));
        return List.of(
                tooMany,
                tooMany.withHeld(HELD),
                published.withRun(failed).settled(tooMany.attended(), Usd.ZERO, INTENT),
                published.withRun(failed).settled(heldBack, Usd.ZERO, INTENT),
                published.withRun(failed.withGeneration(SHRUNK)).settled(tooMany.attended(), Usd.ZERO, INTENT));
    }

    private static DatasetState.LastProcessed attended(Outcome outcome, String fingerprint, int launches) {
        return new DatasetState.LastProcessed(
                fingerprint,
                "definition",
                "job",
                "r0",
                outcome,
                launches,
                outcome.retryable() ? Optional.of(INTENT.plus(POLICY.waitAfter(launches))) : Optional.empty());
    }

    static List<ClusterStatus> clusters() {
        List<ClusterStatus> sights = new ArrayList<>(List.of(
                new ClusterStatus.NotObserved(), new ClusterStatus.Unknown("throttled"), new ClusterStatus.NotFound()));
        for (String state : List.of("STARTING", "RUNNING", "TERMINATING", "TERMINATED_WITH_ERRORS")) {
            for (ClusterStatus.StepState step : ClusterStatus.StepState.values()) {
                sights.add(seen(state, step, ClusterStatus.EndCause.UNKNOWN));
            }
        }
        sights.add(seen("TERMINATED_WITH_ERRORS", ClusterStatus.StepState.WAITING, ClusterStatus.EndCause.BOOTSTRAP));
        sights.add(seen("TERMINATED_WITH_ERRORS", ClusterStatus.StepState.WAITING, ClusterStatus.EndCause.CAPACITY));
        sights.add(seen("TERMINATED_WITH_ERRORS", ClusterStatus.StepState.FAILED, ClusterStatus.EndCause.INSTANCE));
        return sights;
    }

    /** One that nobody could look at, one at work, and one that is gone. */
    static List<ClusterStatus> someClusters() {
        return List.of(
                new ClusterStatus.Unknown("throttled"),
                seen("RUNNING", ClusterStatus.StepState.RUNNING, ClusterStatus.EndCause.UNKNOWN),
                seen("TERMINATED_WITH_ERRORS", ClusterStatus.StepState.COMPLETED, ClusterStatus.EndCause.UNKNOWN));
    }

    static boolean over(ClusterStatus sight) {
        return sight instanceof ClusterStatus.Found cluster
                && (cluster.gone()
                        || cluster.step()
                                .filter(step -> step.state() == ClusterStatus.StepState.COMPLETED
                                        || step.state() == ClusterStatus.StepState.FAILED)
                                .isPresent());
    }

    private static ClusterStatus seen(String state, ClusterStatus.StepState step, ClusterStatus.EndCause endCause) {
        return new ClusterStatus.Found(
                "j-1",
                state,
                "a reason",
                endCause,
                Optional.of("subnet-1"),
                INTENT,
                state.startsWith("TERMINATED") ? Optional.of(INTENT.plusSeconds(600)) : Optional.empty(),
                Optional.of(new ClusterStatus.Step("s-1", step, Optional.of(INTENT.plusSeconds(60)), "")));
    }

    static List<OutputStatus> outputs() {
        List<OutputStatus> outputs = new ArrayList<>(List.of(
                new OutputStatus.NotObserved(),
                new OutputStatus.Nothing(),
                new OutputStatus.Verified(WHOLE),
                new OutputStatus.Verified(SHRUNK),
                new OutputStatus.Refused("one file too many")));
        for (RunFailure.Cause cause : RunFailure.Cause.values()) {
            outputs.add(new OutputStatus.GaveUp(new RunFailure("r1", 1, cause, "it gave up")));
        }
        return outputs;
    }

    static List<LogStatus> logs() {
        return List.of(
                new LogStatus.NotObserved(),
                new LogStatus.NotYet(),
                new LogStatus.Found(new StepLog("it ran out of memory", List.of("java.lang.OutOfMemoryError"))));
    }

    static List<ActionResult> answers() {
        return List.of(
                new ActionResult.None(),
                new ActionResult.Launched("j-1"),
                new ActionResult.LaunchRefused("throttled", ActionResult.Refusal.THROTTLED),
                new ActionResult.LaunchRefused("a wrong subnet", ActionResult.Refusal.INVALID),
                new ActionResult.Ambiguous("timed out"),
                new ActionResult.DeadlineScheduled(),
                new ActionResult.ClaimSettled(Optional.empty()),
                new ActionResult.ClaimSettled(Optional.of("j-1")),
                new ActionResult.PublishProgress(PublishCursor.START.nextShard()),
                new ActionResult.Published(),
                new ActionResult.PublishPaused("slow"),
                new ActionResult.PublishRefused("not ours"),
                new ActionResult.PublishBlocked("no definition"),
                new ActionResult.TerminationRequested(),
                new ActionResult.Discarded(new DatasetState.DeletableOutput("r0", 1, INTENT, false)),
                new ActionResult.Announced());
    }

    /** What a look can have come to just before that had no run in hand. */
    static List<ActionResult> idleAnswers() {
        return List.of(
                new ActionResult.None(),
                new ActionResult.ComparedUpTo(PublishCursor.START.nextShard()),
                new ActionResult.InSync(),
                new ActionResult.Differs("shop.events is not there", true),
                new ActionResult.Differs("shop.events is somebody's", false),
                new ActionResult.CompareFailed("slow"));
    }

    static List<Optional<UserCommand>> asks() {
        List<Optional<UserCommand>> asks = new ArrayList<>();
        asks.add(Optional.empty());
        for (UserCommand.Verb verb : UserCommand.Verb.values()) {
            asks.add(Optional.of(UserCommand.of(verb, "ada", "a test")));
        }
        for (String budget : List.of("0.1", "0.7", "8")) {
            asks.add(Optional.of(word(UserCommand.Verb.RERUN, Optional.of(Usd.of(budget)), Optional.empty())));
        }
        for (UserCommand.Verb verb : List.of(UserCommand.Verb.ROLLBACK, UserCommand.Verb.PIN, UserCommand.Verb.UNPIN)) {
            for (String run : List.of(MADE.runId(), WHOLE.runId(), "nobody's")) {
                asks.add(Optional.of(word(verb, Optional.empty(), Optional.of(run))));
            }
        }
        return asks;
    }

    private static UserCommand word(UserCommand.Verb verb, Optional<Usd> budget, Optional<String> to) {
        return new UserCommand(verb, "ada", "a test", budget, to);
    }

    static List<Optional<InputSnapshot>> inputs() {
        return List.of(
                Optional.empty(),
                Optional.of(sight(List.of("a table lacks files"), List.of(), false, "job")),
                Optional.of(sight(List.of(), List.of(), false, "job")),
                Optional.of(sight(List.of(), List.of(), true, "job-2")),
                Optional.of(sight(List.of(), List.of("s3://raw/a.csv"), true, "job")));
    }

    private static InputSnapshot sight(List<String> problems, List<String> vanished, boolean asked, String job) {
        return new InputSnapshot("new", problems, vanished, asked, "", IgnoredFiles.NONE, 1, 1, job);
    }

    /** Nobody asked; cheap on each rung; cheap on none; cheap on the one that was asked for alone, and the other way round. */
    static List<Quotes> offers() {
        Quote.Priced small = new Quote.Priced("small", RATE);
        Quote.Priced large = new Quote.Priced("large", Usd.of("50"));
        return List.of(
                Quotes.NONE,
                onEachRung(small, small),
                onEachRung(large, large),
                onEachRung(small, large),
                onEachRung(large, small),
                new Quotes(Map.of(FallbackLevel.AS_ASKED, large), Optional.of(small)));
    }

    private static Quotes onEachRung(Quote.Priced asked, Quote.Priced below) {
        Map<FallbackLevel, Quote> rungs = new EnumMap<>(FallbackLevel.class);
        for (FallbackLevel rung : FallbackLevel.values()) {
            rungs.put(rung, rung == FallbackLevel.AS_ASKED ? asked : below);
        }
        return new Quotes(rungs, Optional.of(new Quote.Priced("small", RATE)));
    }

    static Observation observation(Optional<UserCommand> ask) {
        return Observation.by(ME, "r2", "mayfly/test/shop/", ask).heldBack(Optional.of(SHRUNK));
    }

    static LocalDate day() {
        return DatasetState.dayOf(INTENT);
    }

    private DeciderSpace() {}
}
