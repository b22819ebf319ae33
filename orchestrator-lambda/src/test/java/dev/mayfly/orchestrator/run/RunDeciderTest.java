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

/** Every state, every sight, every answer, every word and both sides of every clock edge: what is decided, and what never is. */
class RunDeciderTest {
    private static final Path PICTURE = Path.of("..", "docs", "states.md");
    private final RunDecider decider = new RunDecider(DeciderSpace.POLICY);

    private record Case(Head before, Observation seen, Instant now, Decision decision) {
        Optional<Head> after() {
            return decision instanceof Decision.Save save ? Optional.of(save.next()) : Optional.empty();
        }

        @Override
        public String toString() {
            return "%s%n%s%n%s%n%s".formatted(before.run(), seen, now, decision);
        }
    }

    @Test
    void neverFailsNorLeavesPromisesOut() {
        LongAdder cases = new LongAdder();
        everyCase(each -> {
            cases.increment();
            launchesOnlyWhatIsIntendedAndPaidFor(each);
            forgetsNoClusterThatMayBeAlive(each);
            publishesOnlyVerifiedOutput(each);
            concludesNothingFromNotSeeing(each);
            takesAwayOnlyWhatNobodyCanBeShown(each);
            comparesOnlyWhereNothingIsDue(each);
            writesOnlyWhatIsNew(each);
        });
        assertThat(cases.sum()).isGreaterThan(1_000_000);
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
                                && (each.seen().claim() == ClaimSight.REVOKED
                                        || each.seen().answer().equals(new Answer.ClaimSettled(Optional.empty()))),
                        each));
    }

    /** A run leaves the head only when each of its attempts is known to cost nothing more. */
    private static void forgetsNoClusterThatMayBeAlive(Case each) {
        Optional<Run> before = each.before().run();
        Optional<Head> after = each.after();
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
                .flatMap(Head::run)
                .filter(run -> run.state() instanceof RunState.Publishing)
                .isPresent();
        boolean wasThere = each.before()
                .run()
                .filter(run -> run.state() instanceof RunState.Publishing)
                .isPresent();
        boolean asked = each.seen().ask().isPresent();
        check(
                !enters || wasThere || asked || repairs(each) || each.seen().output() instanceof OutputSight.Verified,
                each);
    }

    /** What readers see already is published again, and nothing else. */
    private static boolean repairs(Case each) {
        Generation shown = each.before().published().stream().findFirst().orElse(null);
        return each.seen().answer() instanceof Answer.Differs
                && each.after()
                        .flatMap(Head::run)
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
        boolean unseen = !(each.seen().cluster() instanceof ClusterSight.Seen);
        Optional<Run> launched = each.before()
                .run()
                .filter(run -> run.state() instanceof RunState.Launching
                        && run.attempt().clusterId().isPresent());
        if (!unseen || launched.isEmpty() || each.seen().ask().isPresent()) {
            return;
        }
        boolean ends = each.after()
                .flatMap(Head::run)
                .filter(run -> run.state() instanceof RunState.Ending)
                .isPresent();
        check(!ends || each.now().isAfter(launched.get().attempt().absoluteDeadline()), each);
    }

    private static void takesAwayOnlyWhatNobodyCanBeShown(Case each) {
        if (!(each.decision() instanceof Decision.Discard discard)) {
            return;
        }
        Head.Retired what = discard.what();
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
        Set<String> edges = new ConcurrentSkipListSet<>();
        everyCase(each -> each.after().ifPresent(after -> {
            String from = name(each.before());
            String to = name(after);
            if (!from.equals(to)) {
                edges.add("    %s --> %s".formatted(from, to));
            }
        }));
        String picture = """
                # States of a run

                Drawn by a test from every state, sight, answer, word and clock edge that the decider knows.

                ```mermaid
                stateDiagram-v2
                %s
                ```
                """.formatted(String.join("\n", edges));
        if (Boolean.getBoolean("mayfly.draw")) {
            Files.writeString(PICTURE, picture);
        }
        assertThat(PICTURE)
                .as("./mvnw test -pl orchestrator-lambda -am -Dmayfly.draw=true draws it")
                .hasContent(picture);
    }

    private static String name(Head head) {
        return head.run().map(run -> run.state().name()).orElse("[*]");
    }

    /** On every core, in no order. */
    private void everyCase(Consumer<Case> look) {
        DeciderSpace.heads().parallelStream().forEach(head -> {
            for (Instant now : DeciderSpace.clockEdges()) {
                for (Optional<Ask> ask : DeciderSpace.asks()) {
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

    private void idle(Head head, Instant now, Observation base, Consumer<Case> look) {
        for (Optional<InputSight> inputs : DeciderSpace.inputs()) {
            for (Offers offers : DeciderSpace.offers()) {
                List<Answer> before = base.ask().isPresent() ? List.of(new Answer.None()) : DeciderSpace.idleAnswers();
                for (Answer answer : before) {
                    Observation priced = base.offers(offers).answer(answer);
                    decide(head, now, inputs.map(priced::inputs).orElse(priced), look);
                }
            }
        }
    }

    private void inHand(Head head, Instant now, Observation base, Consumer<Case> look) {
        RunState state = head.run().orElseThrow().state();
        for (Answer answer : DeciderSpace.answers()) {
            Observation answered = base.answer(answer);
            if (state instanceof RunState.Publishing || state instanceof RunState.Ended) {
                decide(head, now, answered, look);
                continue;
            }
            for (ClusterSight cluster : DeciderSpace.clusters()) {
                Observation seen = answered.cluster(cluster);
                if (state instanceof RunState.Ending) {
                    ending(head, now, seen, look);
                } else {
                    DeciderSpace.outputs().forEach(output -> decide(head, now, seen.output(output), look));
                }
            }
        }
    }

    private void ending(Head head, Instant now, Observation seen, Consumer<Case> look) {
        Optional<Ask.Verb> word = seen.ask().map(Ask::verb);
        if (word.isPresent() && word.get() != Ask.Verb.CANCEL) {
            saidWhileEnding(head, now, seen, look);
            return;
        }
        for (ClaimSight claim : ClaimSight.values()) {
            for (Offers offers : DeciderSpace.offers().subList(0, 2)) {
                for (LogSight log : DeciderSpace.logs()) {
                    if (word.isEmpty() || log instanceof LogSight.NotYet) {
                        decide(head, now, seen.claim(claim).offers(offers).log(log), look);
                    }
                }
            }
        }
    }

    /** What a word changes at once does not depend on what the last action came to. */
    private void saidWhileEnding(Head head, Instant now, Observation seen, Consumer<Case> look) {
        if (seen.answer() instanceof Answer.None) {
            Observation offered = seen.offers(DeciderSpace.offers().get(1)).log(new LogSight.NotYet());
            for (ClaimSight claim : ClaimSight.values()) {
                decide(head, now, offered.claim(claim), look);
            }
        }
    }

    private void decide(Head head, Instant now, Observation seen, Consumer<Case> look) {
        Decision decision;
        try {
            decision = decider.decide(DeciderSpace.terms(), head, seen, now);
        } catch (RuntimeException e) {
            throw new AssertionError("%s%n%s%n%s".formatted(head, seen, now), e);
        }
        look.accept(new Case(head, seen, now, decision));
    }
}
