package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.exchange.ExchangePlaces;
import dev.mayfly.orchestrator.exchange.OutputVerifier;
import dev.mayfly.orchestrator.exchange.RunExchange;
import dev.mayfly.orchestrator.inputs.Inputs;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lays an attempt's plan down before its launch is intended, so that the intent can pin it. */
public final class PlanWriter {
    private final RunExchange exchange;
    private final OutputVerifier verifier;

    @Inject
    public PlanWriter(RunExchange exchange, OutputVerifier verifier) {
        this.exchange = exchange;
        this.verifier = verifier;
    }

    /**
     * The run with its latest attempt's plan pinned: the files that were looked at, or those of the attempt before. Files
     * that would not stay as they are until the step reads them are copied first, and the copies are pinned.
     */
    Run planned(Run run, Optional<Dataset> dataset, Optional<Inputs> inputs, boolean restless) {
        ExchangePlaces places = exchange.places(run.attemptName());
        RunPlan plan = inputs.map(found -> restless ? kept(found, run.attemptName()) : found)
                .map(found -> RunPlans.plan(dataset.orElseThrow(), found, run, places))
                .orElseGet(() -> RunPlans.again(earlier(run), run, places));
        return run.withAttempt(run.attempt().withPlan(exchange.put(plan, places)));
    }

    private Inputs kept(Inputs inputs, String attemptName) {
        Map<String, List<InputFile>> copies = new TreeMap<>();
        inputs.byTable()
                .forEach((table, files) -> copies.put(
                        table,
                        files.stream()
                                .map(file -> exchange.keep(file, attemptName))
                                .toList()));
        return new Inputs(copies, inputs.problems());
    }

    private RunPlan earlier(Run run) {
        Attempt before = run.attempts().get(run.attempts().size() - 2);
        return verifier.plan(
                exchange.places(Run.attemptName(run.id(), before.number())),
                before.planSha256().orElseThrow());
    }
}
