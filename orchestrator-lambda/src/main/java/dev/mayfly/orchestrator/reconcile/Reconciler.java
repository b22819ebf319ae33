package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import dev.mayfly.orchestrator.cost.CostBound;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.exchange.RunExchange;
import dev.mayfly.orchestrator.inputs.Inputs;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.run.Action;
import dev.mayfly.orchestrator.run.Answer;
import dev.mayfly.orchestrator.run.Ask;
import dev.mayfly.orchestrator.run.Decision;
import dev.mayfly.orchestrator.run.Head;
import dev.mayfly.orchestrator.run.InputSight;
import dev.mayfly.orchestrator.run.Observation;
import dev.mayfly.orchestrator.run.Offer;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunDecider;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Looks at one dataset and does what is to be done, step by step, until there is nothing to do or no time. */
public final class Reconciler {
    private static final int MOST_STEPS = 40;
    private final Ledger ledger;
    private final DatasetShelf shelf;
    private final InputLook inputLook;
    private final Observer observer;
    private final ActionTaker actions;
    private final RunExchange exchange;
    private final RunDecider decider;
    private final CostBound costs;
    private final List<ClusterTemplate> templates;
    private final DatasetTerms terms;
    private final Deployment deployment;
    private final FreshNames names;
    private final Clock clock;

    @Inject
    public Reconciler(
            Ledger ledger,
            DatasetShelf shelf,
            InputLook inputLook,
            Observer observer,
            ActionTaker actions,
            RunExchange exchange,
            RunDecider decider,
            CostBound costs,
            List<ClusterTemplate> templates,
            DatasetTerms terms,
            Deployment deployment,
            FreshNames names,
            Clock clock) {
        this.ledger = ledger;
        this.shelf = shelf;
        this.inputLook = inputLook;
        this.observer = observer;
        this.actions = actions;
        this.exchange = exchange;
        this.decider = decider;
        this.costs = costs;
        this.templates = templates;
        this.terms = terms;
        this.deployment = deployment;
        this.names = names;
        this.clock = clock;
    }

    /** One look; answers in a sentence where the dataset stands. */
    public String look(String name, Optional<Ask> ask, String invocation, BooleanSupplier timeLeft) {
        Optional<Ledger.Stored> stored = ledger.read(name);
        Optional<Dataset> dataset = shelf.dataset(name);
        if (dataset.isEmpty() && stored.flatMap(known -> known.head().run()).isEmpty()) {
            return "there is no dataset " + name;
        }
        Optional<Ask> open = ask;
        Answer answer = new Answer.None();
        for (int step = 0; step < MOST_STEPS && timeLeft.getAsBoolean(); step++) {
            Head head = stored.map(Ledger.Stored::head).orElse(Head.empty(name));
            Optional<Inputs> inputs = head.run().isEmpty() ? dataset.map(inputLook::inputs) : Optional.empty();
            Observation seen = observe(head, dataset, inputs, open, invocation, answer);
            Decision decision = decider.decide(terms.of(dataset, head), head, seen, clock.instant());
            if (decision instanceof Decision.Rest rest) {
                return rest.why();
            }
            if (decision instanceof Decision.Act act) {
                answer = actions.take(act.action(), head.run().orElseThrow(), dataset, names.nonce(), answer);
                continue;
            }
            Decision.Save save = (Decision.Save) decision;
            Head next = prepared(save, dataset, inputs).stamped(names.nonce());
            Ledger.Swap swap = ledger.swap(stored, next);
            if (!(swap instanceof Ledger.Swap.Won won)) {
                return swap instanceof Ledger.Swap.Unknown unknown ? unknown.why() : "another invocation was faster";
            }
            stored = Optional.of(won.stored());
            open = save.next().run().isPresent() ? Optional.empty() : open;
            answer = save.next().run().isPresent()
                    ? actions.take(save.action(), next.run().orElseThrow(), dataset, names.nonce(), answer)
                    : answer;
        }
        return "more is to be done at the next look";
    }

    private Observation observe(
            Head head,
            Optional<Dataset> dataset,
            Optional<Inputs> inputs,
            Optional<Ask> ask,
            String invocation,
            Answer answer) {
        Observation base = Observation.by(
                        invocation, names.runId(clock.instant()), deployment.clusterNamePrefix(head.dataset()), ask)
                .answer(answer);
        if (head.run().isPresent()) {
            return observer.observe(head.run().get(), base);
        }
        return inputs.map(found -> {
                    InputSight sight = inputLook.sight(dataset.orElseThrow(), found);
                    return base.inputs(sight, offer(dataset.orElseThrow(), sight));
                })
                .orElse(base);
    }

    private Offer offer(Dataset dataset, InputSight sight) {
        try {
            ClusterTemplate template =
                    ClusterTemplate.choose(templates, dataset.cost().template(), sight.bytes());
            return costs.offer(template.name(), template.shape());
        } catch (IllegalArgumentException e) {
            return new Offer.Unpriced(e.getMessage());
        }
    }

    /** Before a launch is intended its plan lies there, so that the intent can pin it. */
    private Head prepared(Decision.Save save, Optional<Dataset> dataset, Optional<Inputs> inputs) {
        if (!(save.action() instanceof Action.Launch)) {
            return save.next();
        }
        Run run = save.next().run().orElseThrow();
        var places = exchange.places(run.attemptName());
        String sha256 =
                exchange.put(RunPlans.plan(dataset.orElseThrow(), inputs.orElseThrow(), run, places), places.plan());
        return save.next().withRun(run.withAttempt(run.attempt().withPlan(sha256)));
    }
}
