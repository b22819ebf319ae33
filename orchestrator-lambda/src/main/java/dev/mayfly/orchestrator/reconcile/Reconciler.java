package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.orchestrator.artifacts.InputChangedException;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.inputs.InputChecksums;
import dev.mayfly.orchestrator.inputs.Inputs;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.log.LogContext;
import dev.mayfly.orchestrator.preflight.LaunchNeeds;
import dev.mayfly.orchestrator.run.Action;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.Decision;
import dev.mayfly.orchestrator.run.IgnoredFiles;
import dev.mayfly.orchestrator.run.InputSnapshot;
import dev.mayfly.orchestrator.run.Observation;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunDecider;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.Terms;
import dev.mayfly.orchestrator.run.UserCommand;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one dataset and does what is to be done, step by step, until there is nothing to do or no time. */
public final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int MOST_STEPS = 500;
    private final Ledger ledger;
    private final DatasetRepository shelf;
    private final IdleObserver idle;
    private final InputContents contents;
    private final LaunchNeeds needs;
    private final Observer observer;
    private final Pricing pricing;
    private final PlanWriter plans;
    private final ActionExecutor actions;
    private final Retention retention;
    private final ViewPublisher publisher;
    private final RunDecider decider;
    private final EffectiveLimits terms;
    private final Deployment deployment;
    private final IdGenerator names;
    private final Clock clock;

    @Inject
    public Reconciler(
            Ledger ledger,
            DatasetRepository shelf,
            IdleObserver idle,
            InputContents contents,
            LaunchNeeds needs,
            Observer observer,
            Pricing pricing,
            PlanWriter plans,
            ActionExecutor actions,
            Retention retention,
            ViewPublisher publisher,
            RunDecider decider,
            EffectiveLimits terms,
            Deployment deployment,
            IdGenerator names,
            Clock clock) {
        this.ledger = ledger;
        this.shelf = shelf;
        this.idle = idle;
        this.contents = contents;
        this.needs = needs;
        this.observer = observer;
        this.pricing = pricing;
        this.plans = plans;
        this.actions = actions;
        this.retention = retention;
        this.publisher = publisher;
        this.decider = decider;
        this.terms = terms;
        this.deployment = deployment;
        this.names = names;
        this.clock = clock;
    }

    /**
     * How a look ended: where the dataset stands, in a sentence; the word that nobody has acted on yet; and whether what stands in
     * the way passes within seconds.
     */
    public record ReconcileResult(String said, Optional<UserCommand> open, boolean passing) {}

    /** One look. */
    public Reconciler.ReconcileResult reconcile(
            String name, Optional<UserCommand> ask, String invocation, BooleanSupplier timeLeft) {
        Optional<Ledger.Stored> stored = ledger.read(name);
        boolean inHand = stored.flatMap(known -> known.head().run()).isPresent();
        boolean anyway = inHand || ask.map(UserCommand::needsNoDefinition).orElse(false);
        Optional<Dataset> dataset = anyway ? shelf.findValid(name) : shelf.dataset(name);
        if (dataset.isEmpty() && !anyway) {
            return new Reconciler.ReconcileResult("there is no dataset " + name, ask, false);
        }
        Optional<UserCommand> open = ask;
        ActionResult answer = new ActionResult.None();
        // What a look is for is done at least: an answer that says no more than that time was up helps nobody.
        for (int step = 0; step == 0 || (step < MOST_STEPS && timeLeft.getAsBoolean()); step++) {
            DatasetState head = stored.map(Ledger.Stored::head).orElse(DatasetState.empty(name));
            head.run().map(Run::id).ifPresent(LogContext::run);
            boolean nothingToDo = head.run().isEmpty() && head.held().isEmpty() && open.isEmpty();
            if (nothingToDo && dataset.isEmpty()) {
                return new Reconciler.ReconcileResult(
                        "the last run of %s is over, and its definition is not there to read".formatted(name),
                        open,
                        false);
            }
            Observed sight;
            try {
                sight = sight(head, dataset.filter(known -> !stops(ask, head)), open, invocation, answer);
            } catch (RuntimeException e) {
                if (ask.isEmpty() || open.isPresent()) {
                    throw e;
                }
                // What was said is done: that nobody can tell what comes next must not be told as its failure.
                LOG.warn("{}: the look after {} failed", name, ask.get().verb(), e);
                return new Reconciler.ReconcileResult(
                        "done; what comes next could not be looked at: %s".formatted(e.getMessage()), open, false);
            }
            Decision decision = decider.decide(terms.of(dataset, head), head, sight.seen(), clock.instant());
            Optional<InputContents.Compared> compared = compared(head, decision, sight);
            if (compared.filter(InputContents.Compared::same).isPresent()) {
                decision = recognised(
                        head, sight.inputs().orElseThrow(), compared.get().checksums());
            }
            List<String> archived = archived(decision, dataset, head, sight);
            if (!archived.isEmpty()) {
                return new Reconciler.ReconcileResult("waiting: " + String.join("; ", archived), open, false);
            }
            List<String> missing = launches(decision) ? needs.problems(dataset) : List.of();
            if (!missing.isEmpty()) {
                return new Reconciler.ReconcileResult(
                        "no cluster is launched: " + String.join("; ", missing), open, false);
            }
            if (decision instanceof Decision.Wait rest) {
                return new Reconciler.ReconcileResult(rest.why(), open, rest.passing());
            }
            if (decision instanceof Decision.Discard discard) {
                answer = retention.discard(head, discard.what(), dataset, timeLeft);
                continue;
            }
            if (decision instanceof Decision.Compare compare) {
                answer = publisher.compare(compare.shown(), compare.from(), dataset.orElseThrow(), timeLeft);
                continue;
            }
            if (decision instanceof Decision.Act act) {
                if (act.action() instanceof Action.Revoke && !isAs(stored, name)) {
                    return new Reconciler.ReconcileResult("another invocation was faster", open, true);
                }
                answer = actions.execute(
                        act.action(), head.run().orElseThrow(), dataset, names.nonce(), answer, timeLeft);
                continue;
            }
            Decision.Save save = (Decision.Save) decision;
            DatasetState next;
            try {
                next = planned(save, dataset, sight.inputs(), compared, timeLeft)
                        .stamped(names.nonce());
            } catch (InputChangedException e) {
                return new Reconciler.ReconcileResult(
                        e.getMessage() + "; it is read again at the next tick", open, true);
            }
            Ledger.Swap swap = ledger.swap(stored, next);
            if (!(swap instanceof Ledger.Swap.Won won)) {
                return swap instanceof Ledger.Swap.Unknown unknown
                        ? new Reconciler.ReconcileResult(unknown.why(), open, false)
                        : new Reconciler.ReconcileResult("another invocation was faster", open, true);
            }
            stored = Optional.of(won.stored());
            open = open.filter(word -> stillOpen(word, head, next));
            answer = next.run().isPresent()
                    ? actions.execute(save.action(), next.run().get(), dataset, names.nonce(), answer, timeLeft)
                    : answer;
        }
        return new Reconciler.ReconcileResult("work remains; it continues at the next tick", open, false);
    }

    /** Who stops a dataset need not wait for its files, which may be too many to list. */
    private static boolean stops(Optional<UserCommand> ask, DatasetState head) {
        return head.run().isEmpty()
                && head.held().isPresent()
                && ask.filter(UserCommand::needsNoDefinition).isPresent();
    }

    /** EMR may have kept us waiting; an attempt that somebody adopted meanwhile must not be taken from its driver. */
    private boolean isAs(Optional<Ledger.Stored> stored, String name) {
        return ledger.read(name).map(Ledger.Stored::etag).equals(stored.map(Ledger.Stored::etag));
    }

    /** A word that starts a run is open until there is one that was not there before; any other is done when saved. */
    private static boolean stillOpen(UserCommand word, DatasetState before, DatasetState after) {
        return word.startsARun() && !(before.run().isEmpty() && after.run().isPresent());
    }

    /** What a look would decide, all that stands in the way of a run, and what one waits for that nobody asks for. */
    public record DryRunResult(Decision decision, List<String> obstacles, Awaited awaited) {}

    /** What a dataset waits for before a run starts by itself, in a sentence; and which objects no table reads. */
    public record Awaited(String why, Optional<IgnoredFiles> ignored) {}

    /** What a look with this word would decide now; nothing is written and nothing done. */
    public Reconciler.DryRunResult dryRun(String name, UserCommand ask, String invocation) {
        DatasetState stored = ledger.read(name).map(Ledger.Stored::head).orElse(DatasetState.empty(name));
        Optional<Dataset> dataset = shelf.dataset(name);
        Observed sight = sight(stored, dataset, Optional.of(ask), invocation, new ActionResult.None());
        Instant now = clock.instant();
        Refined refined = refined(stored, dataset, sight, now);
        Terms asked = terms.of(dataset, refined.head());
        return new Reconciler.DryRunResult(
                decider.decide(asked, refined.head(), refined.seen(), now),
                decider.obstacles(asked, refined.head(), refined.seen(), now),
                awaited(asked, refined.head(), refined.seen(), now));
    }

    /** What a look knows after it has asked for what a listing does not show. */
    private record Refined(DatasetState head, Observation seen) {}

    private Refined refined(DatasetState stored, Optional<Dataset> dataset, Observed sight, Instant now) {
        Optional<Inputs> others = sight.inputs()
                .filter(found -> stored.attended()
                        .filter(attended -> attended.fingerprint().equals(found.fingerprint()))
                        .isEmpty());
        DatasetState head = others.filter(
                        found -> contents.compare(stored, found).same())
                .map(found -> stored.recognising(found.fingerprint(), now))
                .orElse(stored);
        Observation seen = sight.inputs()
                .filter(found -> others.isPresent() || sight.seen().ask().isPresent())
                .map(found -> {
                    List<String> problems = new ArrayList<>(contents.archiveTiers(found, endOfARun(dataset, head)));
                    problems.addAll(needs.problems(dataset));
                    return problems;
                })
                .flatMap(problems ->
                        sight.seen().inputs().map(inputs -> sight.seen().inputs(inputs.but(problems))))
                .orElse(sight.seen());
        return new Refined(head, seen);
    }

    /** What a dataset waits for that has no run in hand; nothing is written and nothing done. */
    public Optional<Awaited> awaited(String name, String invocation) {
        DatasetState head = ledger.read(name).map(Ledger.Stored::head).orElse(DatasetState.empty(name));
        if (head.run().isPresent()) {
            return Optional.empty();
        }
        try {
            Optional<Dataset> dataset = shelf.dataset(name);
            if (dataset.isEmpty()) {
                return Optional.of(new Awaited("the definition of %s is not there".formatted(name), Optional.empty()));
            }
            Observed sight = sight(head, dataset, Optional.empty(), invocation, new ActionResult.None());
            Instant now = clock.instant();
            Refined refined = refined(head, dataset, sight, now);
            return Optional.of(awaited(terms.of(dataset, refined.head()), refined.head(), refined.seen(), now));
        } catch (RuntimeException e) {
            LOG.warn("{}: what is waited for could not be looked at", name, e);
            return Optional.of(new Awaited(
                    "what is there could not be looked at: %s".formatted(e.getMessage()), Optional.empty()));
        }
    }

    private Awaited awaited(Terms asked, DatasetState head, Observation seen, Instant now) {
        return new Awaited(
                head.run().isPresent() ? "" : decider.awaited(asked, head, seen, now),
                seen.inputs().map(InputSnapshot::ignored));
    }

    /** What a look saw, and the inputs themselves where it saw some. */
    private record Observed(Observation seen, Optional<Inputs> inputs) {}

    private Observed sight(
            DatasetState head,
            Optional<Dataset> dataset,
            Optional<UserCommand> ask,
            String invocation,
            ActionResult answer) {
        boolean looks = ask.filter(UserCommand::needsNoLook).isEmpty();
        Optional<Inputs> inputs = looks && head.run().isEmpty()
                ? dataset.map(known -> idle.inputs(known, endOfARun(dataset, head)))
                : Optional.empty();
        // After the listing, which may have taken long: a run is named by when it was thought of.
        Observation base = Observation.by(
                        invocation, names.runId(clock.instant()), deployment.clusterNamePrefix(head.dataset()), ask)
                .answer(answer);
        if (looks && head.run().isPresent()) {
            return new Observed(observe(head.run().get(), dataset, base), inputs);
        }
        return new Observed(
                inputs.map(found -> idle.observe(head, dataset.orElseThrow(), found, base))
                        .orElse(base),
                inputs);
    }

    private Observation observe(Run run, Optional<Dataset> dataset, Observation base) {
        Observation seen = observer.observe(run, base);
        boolean mayLaunchAgain =
                run.state() instanceof RunState.Ending && !run.attempts().isEmpty() && dataset.isPresent();
        return mayLaunchAgain ? seen.offers(pricing.offers(run.attempts().get(0))) : seen;
    }

    /**
     * Contents are compared only where a run over the files would start, since this asks S3 for each file that has another ETag; what
     * publishes an earlier generation again has nothing to do with them.
     */
    private Optional<InputContents.Compared> compared(DatasetState head, Decision decision, Observed sight) {
        boolean starts = head.run().isEmpty()
                && decision instanceof Decision.Save save
                && save.next()
                        .run()
                        .filter(run -> run.kind() == Run.Kind.TRANSFORM)
                        .isPresent();
        return sight.inputs().filter(found -> starts).map(found -> contents.compare(head, found));
    }

    private Decision recognised(DatasetState head, Inputs found, InputChecksums checksums) {
        contents.keep(head.dataset(), found, checksums);
        LOG.info(
                "{}: files have other ETags and, by their checksums, the contents that run {} dealt with",
                head.dataset(),
                head.attended().map(DatasetState.LastProcessed::runId).orElse("?"));
        return new Decision.Save(head.recognising(found.fingerprint(), clock.instant()), new Action.None());
    }

    private List<String> archived(Decision decision, Optional<Dataset> dataset, DatasetState head, Observed sight) {
        return sight.inputs()
                .filter(found -> launches(decision))
                .map(found -> contents.archiveTiers(found, endOfARun(dataset, head)))
                .orElse(List.of());
    }

    /** Also another launch of a run in hand. */
    private static boolean launches(Decision decision) {
        return decision instanceof Decision.Save save && save.action() instanceof Action.Launch;
    }

    private Instant endOfARun(Optional<Dataset> dataset, DatasetState head) {
        return decider.endOfARun(terms.of(dataset, head), clock.instant());
    }

    private DatasetState planned(
            Decision.Save save,
            Optional<Dataset> dataset,
            Optional<Inputs> inputs,
            Optional<InputContents.Compared> compared,
            BooleanSupplier timeLeft) {
        if (!(save.action() instanceof Action.Launch launch)) {
            return save.next();
        }
        DatasetState next = save.next()
                .withRun(plans.planned(save.next().run().orElseThrow(), dataset, inputs, launch.restless(), timeLeft));
        // After the copies, which are what time has to suffice for.
        compared.ifPresent(known -> contents.complete(
                next.dataset(), inputs.orElseThrow(), known.checksums(), launch.restless(), timeLeft));
        return next;
    }
}
