package dev.mayfly.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Every state of every kind of run, whatever a look in that state can see, every answer, every word and both sides of every clock edge:
 * what is decided, and what never is.
 */
class RunDeciderTest {
    private static final Path PICTURE = Path.of("..", "docs", "states.md");
    private final RunDecider decider = new RunDecider(DeciderSpace.POLICY);

    private record Case(DatasetState before, Observation seen, Instant now, Decision decision) {
        Optional<DatasetState> after() {
            return decision instanceof Decision.Save save ? Optional.of(save.next()) : Optional.empty();
        }

        @Override
        public String toString() {
            return "%s%n%s%n%s%n%s".formatted(before.run(), seen, now, decision);
        }
    }

    /** All that both tests ask for, in one walk. */
    private record Walk(long cases, Set<String> edges, Optional<Throwable> violation) {}

    private static final class Once {
        private static final Walk WALK = new RunDeciderTest().walk();
    }

    private Walk walk() {
        LongAdder cases = new LongAdder();
        Set<String> edges = new ConcurrentSkipListSet<>();
        try {
            everyCase(each -> {
                cases.increment();
                holds(each);
                each.after()
                        .filter(after -> !name(each.before()).equals(name(after)))
                        .ifPresent(after -> edges.add("    %s --> %s".formatted(name(each.before()), name(after))));
            });
            return new Walk(cases.sum(), edges, Optional.empty());
        } catch (AssertionError violation) {
            return new Walk(cases.sum(), edges, Optional.of(violation));
        }
    }

    private void holds(Case each) {
        launchesOnlyWhatIsIntendedAndPaidFor(each);
        launchesNoMoreThanMoneyAndTimeAllow(each);
        forgetsNoClusterThatMayBeAlive(each);
        publishesOnlyVerifiedOutput(each);
        concludesNothingFromNotSeeing(each);
        endsAStepThatIsPastItsDeadline(each);
        takesAwayOnlyWhatNobodyCanBeShown(each);
        comparesOnlyWhereNothingIsDue(each);
        keepsWhatIsPinned(each);
        showsOnlyWhatIsKept(each);
        hearsAWordWhateverIsSeen(each);
        writesOnlyWhatIsNew(each);
    }

    @Test
    void neverFailsNorLeavesPromisesOut() {
        assertThat(Once.WALK.violation()).isEmpty();
        assertThat(Once.WALK.cases()).isGreaterThan(1_500_000);
    }

    private static void launchesOnlyWhatIsIntendedAndPaidFor(Case each) {
        if (!(each.decision() instanceof Decision.Save save) || !(save.action() instanceof Action.Launch)) {
            check(!(each.decision() instanceof Decision.Act act && act.action() instanceof Action.Launch), each);
            return;
        }
        Run run = save.next().run().orElseThrow();
        check(
                run.state() instanceof RunState.Launching
                        && run.attempt().clusterId().isEmpty(),
                each);
        check(!run.committed().exceeds(run.budget()), each);
        each.before()
                .run()
                .ifPresent(before -> check(
                        before.attempts().stream()
                                        .allMatch(attempt -> attempt.goneAt().isPresent())
                                && run.attempts().size() == before.attempts().size() + 1
                                && (each.seen().claim() == ClaimStatus.REVOKED
                                        || each.seen()
                                                .answer()
                                                .equals(new ActionResult.ClaimSettled(Optional.empty()))),
                        each));
    }

    /** Without a word no more than three for the same files; by whichever way, within the day's money, and within the time of the run. */
    private static void launchesNoMoreThanMoneyAndTimeAllow(Case each) {
        if (!(each.decision() instanceof Decision.Save save) || !(save.action() instanceof Action.Launch)) {
            return;
        }
        Run run = save.next().run().orElseThrow();
        Usd today = each.before().spend().on(each.now()).plus(run.committed());
        Instant latest = run.startedAt()
                .plus(DeciderSpace.POLICY.untilAbsoluteDeadline(
                        DeciderSpace.terms().maxDuration()));
        check(
                (run.launches() <= DeciderSpace.POLICY.maxLaunches()
                                || firstOfAnotherJob(each, run)
                                || afterLackOfCapacity(each))
                        && !today.exceeds(DeciderSpace.terms().perDay())
                        && each.now().isBefore(latest),
                each);
        Usd budget = each.seen()
                .ask()
                .flatMap(UserCommand::budget)
                .orElse(DeciderSpace.terms().perRun());
        check(!run.budget().exceeds(budget), each);
        each.before()
                .attended()
                .filter(attended -> each.before().run().isEmpty()
                        && each.seen().ask().isEmpty()
                        && attended.fingerprint().equals(run.fingerprint())
                        && attended.jobVersion().equals(run.jobVersion()))
                .ifPresent(attended -> check(
                        attended.outcome().retryable() && attended.launches() < DeciderSpace.POLICY.maxLaunches(),
                        each));
    }

    /** What got no instances cost nothing, and the ladder ends. */
    private static boolean afterLackOfCapacity(Case each) {
        return each.before()
                .run()
                .filter(before -> before.state() instanceof RunState.Ending ending
                        && ending.outcome()
                                .reason()
                                .filter(reason -> reason.code() == FailureReason.Code.NO_CAPACITY)
                                .isPresent())
                .isPresent();
    }

    /** What another version of the job is tried with once, though all launches were made. */
    private static boolean firstOfAnotherJob(Case each, Run run) {
        return each.before().run().isEmpty()
                && run.attempts().size() == 1
                && each.before()
                        .attended()
                        .filter(attended -> !attended.jobVersion().equals(run.jobVersion()))
                        .isPresent();
    }

    /** Nothing is left to wait for. */
    private static void endsAStepThatIsPastItsDeadline(Case each) {
        Optional<Instant> deadline = each.before()
                .run()
                .map(Run::state)
                .filter(RunState.Running.class::isInstance)
                .map(state -> ((RunState.Running) state)
                        .stepStartedAt()
                        .plus(DeciderSpace.terms().maxDuration()));
        boolean atWork = each.seen().cluster() instanceof ClusterStatus.Found cluster && !cluster.onItsWayOut();
        if (deadline.isEmpty() || each.seen().ask().isPresent() || !atWork) {
            return;
        }
        boolean rests = each.decision() instanceof Decision.Wait;
        check(!rests || !each.now().isAfter(deadline.get()), each);
    }

    /** What is pinned can be gone back to; a pin goes by a person's word alone. */
    private static void keepsWhatIsPinned(Case each) {
        each.after().ifPresent(after -> {
            boolean letGo = each.seen()
                    .ask()
                    .filter(ask -> ask.verb() == UserCommand.Verb.UNPIN)
                    .isPresent();
            check(letGo || after.pinned().containsAll(each.before().pinned()), each);
            check(
                    after.pinned().stream()
                            .allMatch(run -> after.published().stream()
                                    .anyMatch(made -> made.runId().equals(run))),
                    each);
        });
    }

    /** Who goes back goes to what is kept, and to an older one where none is named. */
    private static void showsOnlyWhatIsKept(Case each) {
        if (each.before().run().isPresent()) {
            return;
        }
        each.after()
                .flatMap(DatasetState::run)
                .filter(run -> run.kind() == Run.Kind.ROLLBACK || run.kind() == Run.Kind.PIN)
                .ifPresent(run -> {
                    Generation made = run.generation().orElseThrow();
                    boolean named =
                            each.seen().ask().flatMap(UserCommand::to).isPresent() || run.kind() == Run.Kind.PIN;
                    check(each.before().published().contains(made), each);
                    check(
                            named
                                    || made.runId()
                                                    .compareTo(each.before()
                                                            .published()
                                                            .get(0)
                                                            .runId())
                                            < 0,
                            each);
                });
    }

    /** Nobody has to look at anything before. */
    private void hearsAWordWhateverIsSeen(Case each) {
        each.seen().ask().filter(UserCommand::needsNoLook).ifPresent(ask -> {
            Observation unseen = DeciderSpace.observation(Optional.of(ask))
                    .heldBack(Optional.empty())
                    .answer(each.seen().answer());
            check(
                    decider.decide(DeciderSpace.terms(), each.before(), unseen, each.now())
                            .equals(each.decision()),
                    each);
        });
    }

    /** A run leaves the head only when each of its attempts is known to cost nothing more. */
    private static void forgetsNoClusterThatMayBeAlive(Case each) {
        Optional<Run> before = each.before().run();
        Optional<DatasetState> after = each.after();
        if (before.isEmpty() || after.isEmpty()) {
            return;
        }
        boolean left = after.get().run().isEmpty() || after.get().run().get().state() instanceof RunState.Ended;
        check(
                !left
                        || before.get().attempts().stream()
                                .allMatch(attempt -> attempt.goneAt().isPresent()),
                each);
    }

    private static void publishesOnlyVerifiedOutput(Case each) {
        boolean enters = each.after()
                .flatMap(DatasetState::run)
                .filter(run -> run.state() instanceof RunState.Publishing)
                .isPresent();
        boolean wasThere = each.before()
                .run()
                .filter(run -> run.state() instanceof RunState.Publishing)
                .isPresent();
        boolean asked = each.seen().ask().isPresent();
        check(
                !enters || wasThere || asked || repairs(each) || each.seen().output() instanceof OutputStatus.Verified,
                each);
    }

    /** What readers see already is published again, and nothing else. */
    private static boolean repairs(Case each) {
        Generation shown = each.before().published().stream().findFirst().orElse(null);
        return each.seen().answer() instanceof ActionResult.Differs
                && each.after()
                        .flatMap(DatasetState::run)
                        .filter(run -> run.kind() == Run.Kind.REPAIR)
                        .flatMap(Run::generation)
                        .filter(made -> made.equals(shown))
                        .isPresent();
    }

    /** An audit reads, and is in nobody's way. */
    private static void comparesOnlyWhereNothingIsDue(Case each) {
        if (!(each.decision() instanceof Decision.Compare compare)) {
            return;
        }
        check(
                each.before().run().isEmpty()
                        && each.seen().ask().isEmpty()
                        && compare.shown().equals(each.before().published().get(0))
                        && each.before().audit().isDue(each.now()),
                each);
    }

    /** A step may be at work on a cluster that nobody could look at, and it has its time. */
    private static void concludesNothingFromNotSeeing(Case each) {
        boolean unseen = !(each.seen().cluster() instanceof ClusterStatus.Found);
        Optional<Run> launched = each.before()
                .run()
                .filter(run -> run.state() instanceof RunState.Launching
                        && run.attempt().clusterId().isPresent());
        if (!unseen || launched.isEmpty() || each.seen().ask().isPresent()) {
            return;
        }
        boolean ends = each.after()
                .flatMap(DatasetState::run)
                .filter(run -> run.state() instanceof RunState.Ending)
                .isPresent();
        check(!ends || each.now().isAfter(launched.get().attempt().absoluteDeadline()), each);
    }

    private static void takesAwayOnlyWhatNobodyCanBeShown(Case each) {
        if (!(each.decision() instanceof Decision.Discard discard)) {
            return;
        }
        DatasetState.DeletableOutput what = discard.what();
        boolean canBeGoneBackTo = each.before().published().stream().anyMatch(what::is);
        boolean young = each.now().isBefore(what.since().plus(DeciderSpace.POLICY.grace()));
        boolean approvable = each.before()
                .attended()
                .filter(attended -> attended.outcome().status() == Outcome.Status.HELD)
                .map(attended -> attended.runId().equals(what.runId()))
                .orElse(false);
        check(
                !canBeGoneBackTo
                        && !young
                        && !approvable
                        && !what.perhapsShown()
                        && each.before().run().isEmpty()
                        && each.before().held().isEmpty()
                        && each.seen().ask().isEmpty(),
                each);
    }

    private static void writesOnlyWhatIsNew(Case each) {
        check(each.after().map(after -> !after.equals(each.before())).orElse(true), each);
    }

    private static void check(boolean holds, Case each) {
        if (!holds) {
            throw new AssertionError(each.toString());
        }
    }

    @Test
    void isDrawnInTheDocs() throws IOException {
        String picture = """
                # States of a run

                Drawn by a test from every state, sight, answer, word and clock edge that the decider knows.

                ```mermaid
                stateDiagram-v2
                %s
                ```
                """.formatted(String.join("\n", Once.WALK.edges()));
        if (Boolean.getBoolean("mayfly.draw")) {
            Files.writeString(PICTURE, picture);
        }
        assertThat(PICTURE)
                .as("./mvnw test -pl orchestrator-lambda -am -Dmayfly.draw=true draws it")
                .hasContent(picture);
    }

    private static String name(DatasetState head) {
        return head.run().map(run -> run.state().name()).orElse("[*]");
    }

    /** On every core, in no order. */
    private void everyCase(Consumer<Case> look) {
        DeciderSpace.heads().parallelStream().forEach(head -> {
            for (Instant now : DeciderSpace.clockEdges(head.run().isPresent())) {
                for (Optional<UserCommand> ask : DeciderSpace.asks()) {
                    Observation base = DeciderSpace.observation(ask);
                    if (head.run().isEmpty()) {
                        idle(head, now, base, look);
                    } else {
                        inHand(head, now, base, look);
                    }
                }
            }
        });
    }

    private void idle(DatasetState head, Instant now, Observation base, Consumer<Case> look) {
        boolean looked = !base.ask().map(UserCommand::needsNoLook).orElse(false);
        for (Optional<InputSnapshot> inputs : DeciderSpace.inputs()) {
            Observation seen = inputs.map(base::inputs).orElse(base);
            for (Quotes offers : looked ? DeciderSpace.offers() : List.of(Quotes.NONE)) {
                decide(head, now, seen.offers(offers), look);
            }
            if (base.ask().isEmpty()) {
                DeciderSpace.idleAnswers().forEach(answer -> decide(head, now, seen.answer(answer), look));
            }
        }
    }

    /** What a word changes at once does not depend on what the last action came to, but where a run is told of. */
    private void inHand(DatasetState head, Instant now, Observation base, Consumer<Case> look) {
        Run run = head.run().orElseThrow();
        boolean ended = run.state() instanceof RunState.Ended;
        List<ActionResult> answers =
                base.ask().isPresent() && !ended ? List.of(new ActionResult.None()) : DeciderSpace.answers();
        for (ActionResult answer : answers) {
            Observation answered = base.answer(answer);
            if (ended
                    || run.state() instanceof RunState.Publishing
                    || run.attempts().isEmpty()) {
                decide(head, now, answered, look);
            } else if (run.attempt().goneAt().isPresent()) {
                afterItsCluster(head, now, answered, look);
            } else {
                onItsCluster(head, now, answered, look);
            }
        }
    }

    /** An output is looked at once its step is over or its cluster gone. */
    private void onItsCluster(DatasetState head, Instant now, Observation answered, Consumer<Case> look) {
        boolean ending = head.run().orElseThrow().state() instanceof RunState.Ending;
        for (ClusterStatus cluster : answered.ask().isEmpty() ? DeciderSpace.clusters() : DeciderSpace.someClusters()) {
            Observation seen = answered.cluster(cluster);
            if (ending || !DeciderSpace.over(cluster)) {
                decide(head, now, seen.offers(DeciderSpace.offers().get(1)), look);
            } else {
                DeciderSpace.outputs().forEach(output -> decide(head, now, seen.output(output), look));
            }
        }
    }

    private void afterItsCluster(DatasetState head, Instant now, Observation answered, Consumer<Case> look) {
        for (ClaimStatus claim : ClaimStatus.values()) {
            if (answered.ask().isPresent()) {
                decide(
                        head,
                        now,
                        answered.claim(claim).offers(DeciderSpace.offers().get(1)),
                        look);
                continue;
            }
            // A log is waited for before anything else is done: other answers than to the last word to its cluster come
            // after it.
            boolean awaited = answered.answer() instanceof ActionResult.None
                    || answered.answer() instanceof ActionResult.TerminationRequested;
            List<LogStatus> logs =
                    awaited ? DeciderSpace.logs() : DeciderSpace.logs().subList(2, 3);
            for (Quotes offers : DeciderSpace.offers()) {
                for (LogStatus log : logs) {
                    decide(head, now, answered.claim(claim).offers(offers).log(log), look);
                }
            }
        }
    }

    private void decide(DatasetState head, Instant now, Observation seen, Consumer<Case> look) {
        Decision decision;
        try {
            decision = decider.decide(DeciderSpace.terms(), head, seen, now);
        } catch (RuntimeException e) {
            throw new AssertionError("%s%n%s%n%s".formatted(head, seen, now), e);
        }
        look.accept(new Case(head, seen, now, decision));
    }
}
