package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.RunPlan;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.exchange.ExchangePlaces;
import dev.mayfly.orchestrator.exchange.OutputVerifier;
import dev.mayfly.orchestrator.exchange.RunExchange;
import dev.mayfly.orchestrator.inputs.Inputs;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import java.util.Optional;

/** Lays an attempt's plan down before its launch is intended, so that the intent can pin it. */
public final class PlanWriter {
    private final RunExchange exchange;
    private final OutputVerifier verifier;

    @Inject
    public PlanWriter(RunExchange exchange, OutputVerifier verifier) {
        this.exchange = exchange;
        this.verifier = verifier;
    }

    /** The run with its latest attempt's plan pinned: the files that were looked at, or those of the attempt before. */
    Run planned(Run run, Optional<Dataset> dataset, Optional<Inputs> inputs) {
        ExchangePlaces places = exchange.places(run.attemptName());
        RunPlan plan = inputs.isPresent()
                ? RunPlans.plan(dataset.orElseThrow(), inputs.get(), run, places)
                : RunPlans.again(earlier(run), run, places);
        return run.withAttempt(run.attempt().withPlan(exchange.put(plan, places.plan())));
    }

    private RunPlan earlier(Run run) {
        Attempt before = run.attempts().get(run.attempts().size() - 2);
        return verifier.plan(
                exchange.places(Run.attemptName(run.id(), before.number())),
                before.planSha256().orElseThrow());
    }
}
