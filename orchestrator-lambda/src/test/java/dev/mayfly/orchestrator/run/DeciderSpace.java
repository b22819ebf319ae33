package dev.mayfly.orchestrator.run;

import dev.mayfly.contract.RunFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything that a decision can be about: every state of a head, every sight, every answer, every word, both sides of every clock edge. */
final class DeciderSpace {
    static final RunPolicy POLICY = RunPolicy.STANDARD;
    static final Instant INTENT = Instant.parse("2026-01-01T12:00:00Z");
    static final String ME = "me";
    private static final Usd RATE = Usd.of("0.5");
    private static final Generation MADE = new Generation(
            "r0",
            1,
            URI.create("s3://state/manifests/r0-a1.json"),
            "00",
            INTENT.minusSeconds(3_600),
            Map.of("events", new TableSummary(100, 0, OptionalLong.empty(), 1, 1, 1)));
    private static final Generation SHRUNK = new Generation(
            "r1",
            1,
            URI.create("s3://state/manifests/r1-a1.json"),
            "11",
            INTENT,
            Map.of("events", new TableSummary(1, 0, OptionalLong.empty(), 1, 1, 1)));
    private static final Generation WHOLE = new Generation(
            "r1",
            1,
            SHRUNK.manifest(),
            "11",
            INTENT,
            Map.of("events", MADE.tables().get("events")));

    private static final Optional<Head.Held> HELD = Optional.of(new Head.Held("ada", "a test", INTENT));

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

    /** Both sides of every duration that anything is measured against, from the intent on. */
    static List<Instant> clockEdges() {
        List<Instant> edges = new ArrayList<>();
        for (Duration edge : List.of(
                Duration.ZERO,
                Duration.ofMinutes(2),
                POLICY.actorLease(),
                POLICY.retryAfter().get(0),
                POLICY.retryAfter().get(1),
                POLICY.window(),
                POLICY.launchDeadline(),
                Duration.ofMinutes(45),
                POLICY.untilAbsoluteDeadline(Duration.ofMinutes(45)),
                Duration.ofHours(13),
                POLICY.auditAfter(),
                POLICY.auditEvery(),
                POLICY.grace())) {
            edges.add(INTENT.plus(edge));
            edges.add(INTENT.plus(edge).plusMillis(1));
        }
        return edges;
    }

    static List<Head> heads() {
        List<Head> heads = new ArrayList<>();
        heads.add(Head.empty("shop"));
        Head published = Head.empty("shop").withPublished(MADE, 10, INTENT);
        heads.add(published.withSeen(new Head.Seen("new", INTENT, INTENT)));
        for (Outcome outcome : outcomes()) {
            heads.add(published.settled(Optional.of(attended(outcome, "new")), Usd.ZERO, INTENT));
            heads.add(published.settled(Optional.of(attended(outcome, "old")), Usd.ZERO, INTENT));
        }
        for (Outcome outcome : outcomes()) {
            for (String fingerprint : List.of("new", "old")) {
                heads.add(published
                        .settled(Optional.of(attended(outcome, fingerprint)), Usd.ZERO, INTENT)
                        .withSeen(new Head.Seen("new", INTENT, INTENT)));
            }
        }
        heads.add(published.withHeld(HELD));
        heads.addAll(audited(published.settled(Optional.of(attended(Outcome.SUCCEEDED, "new")), Usd.ZERO, INTENT)));
        oneInEachState().forEach(run -> heads.add(published.withRun(run).withHeld(HELD)));
        heads.addAll(withSomethingToTakeAway(published));
        for (Run run : runs()) {
            heads.add(published.withRun(run));
            if (run.state() instanceof RunState.Publishing || run.state() instanceof RunState.Ended) {
                Instant until = INTENT.plus(POLICY.actorLease());
                heads.add(published.withRun(run).withActor(new Head.Actor(ME, until)));
                heads.add(published.withRun(run).withActor(new Head.Actor("other", until)));
            }
        }
        return heads;
    }

    /** Compared half; compared an hour ago, with each end; at rest, since a publication was refused. */
    private static List<Head> audited(Head published) {
        List<Head> heads = new ArrayList<>();
        heads.add(published.withAudit(Audit.NEVER_YET.from(PublishCursor.START.nextShard())));
        for (Audit.Result result : Audit.Result.values()) {
            Audit.Last last = new Audit.Last(INTENT, result, "shop.events is somebody's");
            heads.add(published.withAudit(Audit.NEVER_YET.again(INTENT.plus(POLICY.auditAfter()), last)));
            heads.add(published
                    .withAudit(Audit.NEVER_YET.again(INTENT.plus(POLICY.auditAfter()), last))
                    .withHeld(HELD));
        }
        heads.add(published.withAudit(Audit.NEVER_YET.resting()));
        return heads;
    }

    /** One generation too many; what a failed run wrote; what a run wrote whose publication was begun; the same while held. */
    private static List<Head> withSomethingToTakeAway(Head published) {
        Head tooMany = published
                .withPublished(WHOLE, 1, INTENT)
                .settled(Optional.of(attended(Outcome.SUCCEEDED, "new")), Usd.ZERO, INTENT);
        Run failed = runs().get(runs().size() - 1);
        Optional<Head.Attended> heldBack = Optional.of(new Head.Attended(
                "new", "definition", "job", failed.id(), outcomes().get(1), 1, Optional.empty()));
        return List.of(
                tooMany,
                tooMany.withHeld(HELD),
                published.withRun(failed).settled(tooMany.attended(), Usd.ZERO, INTENT),
                published.withRun(failed).settled(heldBack, Usd.ZERO, INTENT),
                published.withRun(failed.withGeneration(SHRUNK)).settled(tooMany.attended(), Usd.ZERO, INTENT));
    }

    private static Head.Attended attended(Outcome outcome, String fingerprint) {
        return new Head.Attended(
                fingerprint,
                "definition",
                "job",
                "r0",
                outcome,
                1,
                outcome.retryable()
                        ? Optional.of(INTENT.plus(POLICY.retryAfter().get(0)))
                        : Optional.empty());
    }

    private static List<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>(List.of(
                Outcome.SUCCEEDED,
                Outcome.held(FailureReason.fatal(FailureReason.Code.MAX_SHRINK, "shrunk")),
                Outcome.held(FailureReason.fatal(FailureReason.Code.INPUT_REMOVED, "removed")),
                Outcome.rejected(FailureReason.fatal(FailureReason.Code.RUN_BUDGET, "dear")),
                Outcome.rejected(FailureReason.retryable(FailureReason.Code.DAY_BUDGET, "dear today")),
                new Outcome(
                        Outcome.Status.CANCELLED,
                        Optional.of(FailureReason.fatal(FailureReason.Code.CANCELLED, "ada said cancel")))));
        for (FailureReason.Code code : FailureReason.Code.values()) {
            outcomes.add(Outcome.failed(FailureReason.fatal(code, "broken")));
            outcomes.add(Outcome.failed(FailureReason.retryable(code, "broken")));
        }
        return outcomes;
    }

    /** One of each that decisions tell apart. */
    private static List<Outcome> kindsOfOutcomes() {
        List<Outcome> kinds = new ArrayList<>(outcomes().subList(0, 2));
        kinds.add(outcomes().get(5));
        kinds.add(Outcome.failed(FailureReason.fatal(FailureReason.Code.STEP_FAILED, "broken")));
        for (FailureReason.Code code : List.of(
                FailureReason.Code.NO_CAPACITY,
                FailureReason.Code.LAUNCH_LOST,
                FailureReason.Code.LAUNCH_REFUSED,
                FailureReason.Code.CLUSTER_LOST)) {
            kinds.add(Outcome.failed(FailureReason.retryable(code, "broken")));
        }
        return kinds;
    }

    private static List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (Attempt attempt : attempts()) {
            runs.add(run(new RunState.Launching(), attempt));
            runs.add(run(
                    new RunState.Running(INTENT.plusSeconds(60)),
                    attempt.with(attempt.fate().onCluster("j-1"))));
            for (Outcome outcome : kindsOfOutcomes()) {
                runs.add(run(new RunState.Ending(outcome), attempt));
            }
        }
        Attempt gone = attempts().get(attempts().size() - 1);
        runs.add(run(new RunState.Publishing(WHOLE, PublishCursor.START), gone).withGeneration(WHOLE));
        outcomes().forEach(outcome -> runs.add(run(new RunState.Ended(outcome), gone)));
        return runs;
    }

    /** One whose cluster nobody knows of yet and one whose cluster is gone. */
    private static List<Run> oneInEachState() {
        Map<String, Run> first = new LinkedHashMap<>();
        for (Run run : runs()) {
            first.putIfAbsent(run.state().name() + run.attempt().goneAt().isPresent(), run);
        }
        return List.copyOf(first.values());
    }

    private static List<Attempt> attempts() {
        Attempt asked = new Attempt(
                1,
                "mayfly/test/shop/r1/a1",
                "small",
                Rung.AS_ASKED,
                Optional.of("sha"),
                INTENT,
                INTENT.plus(POLICY.launchDeadline()),
                INTENT.plus(POLICY.untilAbsoluteDeadline(Duration.ofMinutes(45))),
                RATE,
                Usd.of("0.67"),
                Fate.UNKNOWN,
                Optional.of(Usd.of("0.15")),
                Usd.ZERO);
        Fate onCluster = Fate.UNKNOWN.onCluster("j-1");
        return List.of(
                asked,
                asked.with(onCluster),
                asked.with(onCluster.scheduled()),
                asked.with(Fate.UNKNOWN.gone("NEVER_SEEN", "", INTENT, Usd.of("0.67"))),
                asked.with(onCluster.gone("TERMINATED", "done", INTENT, Usd.of("0.01"))));
    }

    private static Run run(RunState state, Attempt attempt) {
        return new Run(
                "r1",
                Run.Kind.TRANSFORM,
                "shop",
                "new",
                "definition",
                "job",
                state,
                List.of(attempt),
                Usd.of("5"),
                0,
                INTENT,
                Optional.empty(),
                List.of());
    }

    static List<ClusterSight> clusters() {
        List<ClusterSight> sights = new ArrayList<>(List.of(
                new ClusterSight.NotLooked(), new ClusterSight.Unknown("throttled"), new ClusterSight.NotFound()));
        for (String state : List.of("STARTING", "RUNNING", "TERMINATING", "TERMINATED_WITH_ERRORS")) {
            for (ClusterSight.StepState step : ClusterSight.StepState.values()) {
                sights.add(seen(state, step, ClusterSight.Trouble.NONE));
            }
        }
        sights.add(seen("TERMINATED_WITH_ERRORS", ClusterSight.StepState.WAITING, ClusterSight.Trouble.BOOTSTRAP));
        sights.add(seen("TERMINATED_WITH_ERRORS", ClusterSight.StepState.WAITING, ClusterSight.Trouble.CAPACITY));
        sights.add(seen("TERMINATED_WITH_ERRORS", ClusterSight.StepState.FAILED, ClusterSight.Trouble.NODE));
        return sights;
    }

    private static ClusterSight seen(String state, ClusterSight.StepState step, ClusterSight.Trouble trouble) {
        return new ClusterSight.Seen(
                "j-1",
                state,
                "a reason",
                trouble,
                Optional.of("subnet-1"),
                INTENT,
                state.startsWith("TERMINATED") ? Optional.of(INTENT.plusSeconds(600)) : Optional.empty(),
                Optional.of(new ClusterSight.Step("s-1", step, Optional.of(INTENT.plusSeconds(60)), "")));
    }

    static List<OutputSight> outputs() {
        List<OutputSight> outputs = new ArrayList<>(List.of(
                new OutputSight.NotLooked(),
                new OutputSight.Nothing(),
                new OutputSight.Verified(WHOLE),
                new OutputSight.Verified(SHRUNK),
                new OutputSight.Refused("one file too many")));
        for (RunFailure.Cause cause : RunFailure.Cause.values()) {
            outputs.add(new OutputSight.GaveUp(new RunFailure("r1", 1, cause, "it gave up")));
        }
        return outputs;
    }

    static List<LogSight> logs() {
        return List.of(
                new LogSight.NotLooked(),
                new LogSight.NotYet(),
                new LogSight.Found(new StepLog("it ran out of memory", List.of("java.lang.OutOfMemoryError"))));
    }

    static List<Answer> answers() {
        return List.of(
                new Answer.None(),
                new Answer.Launched("j-1"),
                new Answer.LaunchRefused("throttled", true),
                new Answer.LaunchRefused("a wrong subnet", false),
                new Answer.Ambiguous("timed out"),
                new Answer.DeadlineScheduled(),
                new Answer.ClaimSettled(Optional.empty()),
                new Answer.ClaimSettled(Optional.of("j-1")),
                new Answer.PublishedUpTo(PublishCursor.START.nextShard()),
                new Answer.Published(),
                new Answer.PublishPaused("slow"),
                new Answer.PublishRefused("not ours"),
                new Answer.PublishBlocked("no definition"),
                new Answer.ToldToStop(),
                new Answer.Discarded(new Head.Retired("r0", 1, INTENT, false)),
                new Answer.Announced());
    }

    /** What a look can have come to just before that had no run in hand. */
    static List<Answer> idleAnswers() {
        return List.of(
                new Answer.None(),
                new Answer.ComparedUpTo(PublishCursor.START.nextShard()),
                new Answer.Alike(),
                new Answer.Differs("shop.events is not there", true),
                new Answer.Differs("shop.events is somebody's", false),
                new Answer.NotCompared("slow"));
    }

    static List<Optional<Ask>> asks() {
        List<Optional<Ask>> asks = new ArrayList<>();
        asks.add(Optional.empty());
        for (Ask.Verb verb : Ask.Verb.values()) {
            asks.add(Optional.of(Ask.of(verb, "ada", "a test")));
        }
        return asks;
    }

    static List<Optional<InputSight>> inputs() {
        return List.of(
                Optional.empty(),
                Optional.of(new InputSight("new", List.of("a table lacks files"), List.of(), false, 1, 1, "job")),
                Optional.of(new InputSight("new", List.of(), List.of(), false, 1, 1, "job")),
                Optional.of(new InputSight("new", List.of(), List.of(), true, 1, 1, "job-2")),
                Optional.of(new InputSight("new", List.of(), List.of("s3://raw/a.csv"), true, 1, 1, "job")));
    }

    static List<Offers> offers() {
        Offer.Priced small = new Offer.Priced("small", RATE);
        return List.of(
                Offers.NONE,
                new Offers(
                        Map.of(
                                Rung.AS_ASKED,
                                small,
                                Rung.OTHER_CAPACITY,
                                small,
                                Rung.ON_DEMAND,
                                small,
                                Rung.SMALLER,
                                small),
                        Optional.of(small)),
                new Offers(Map.of(Rung.AS_ASKED, new Offer.Priced("large", Usd.of("50"))), Optional.of(small)));
    }

    static Observation observation(Optional<Ask> ask) {
        return Observation.by(ME, "r2", "mayfly/test/shop/", ask).heldBack(Optional.of(SHRUNK));
    }

    static LocalDate day() {
        return Head.dayOf(INTENT);
    }

    private DeciderSpace() {}
}
