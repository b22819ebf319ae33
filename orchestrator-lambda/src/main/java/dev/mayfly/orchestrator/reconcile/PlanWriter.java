package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.orchestrator.artifacts.AttemptPaths;
import dev.mayfly.orchestrator.artifacts.OutputVerifier;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.inputs.Inputs;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Lays an attempt's plan down before its launch is intended, so that the intent can pin it. */
public final class PlanWriter {
    /** So many copies take some ten seconds. */
    private static final int MOST_COPIES = 200;

    private static final long MOST_COPIED_BYTES = 2L << 30;
    private final RunArtifacts exchange;
    private final OutputVerifier verifier;

    @Inject
    public PlanWriter(RunArtifacts exchange, OutputVerifier verifier) {
        this.exchange = exchange;
        this.verifier = verifier;
    }

    /**
     * The run with its latest attempt's plan pinned: the files that were looked at, or those of the attempt before. Files
     * that would not stay as they are until the step reads them are copied first, and the copies are pinned.
     */
    Run planned(
            Run run, Optional<Dataset> dataset, Optional<Inputs> inputs, boolean restless, BooleanSupplier timeLeft) {
        AttemptPaths places = exchange.paths(run.attemptName());
        RunPlan plan = inputs.map(found -> restless && fits(found) ? kept(found, run.attemptName(), timeLeft) : found)
                .map(found -> RunPlans.plan(dataset.orElseThrow(), found, run, places))
                .orElseGet(() -> RunPlans.forRetry(earlier(run), run, places));
        return run.withAttempt(run.attempt().withPlan(exchange.put(plan, places)));
    }

    /** More is read where it lies: copies that do not fit into one call are begun anew by every look, and come to no end. */
    private static boolean fits(Inputs inputs) {
        return inputs.files().size() <= MOST_COPIES
                && inputs.files().stream().mapToLong(InputFile::bytes).sum() <= MOST_COPIED_BYTES;
    }

    private Inputs kept(Inputs inputs, String attemptName, BooleanSupplier timeLeft) {
        Map<String, List<InputFile>> copies = new TreeMap<>();
        inputs.byTable()
                .forEach((table, files) -> copies.put(
                        table,
                        files.stream()
                                .map(file -> timeLeft.getAsBoolean() ? exchange.snapshot(file, attemptName) : file)
                                .toList()));
        return new Inputs(copies, inputs.problems(), inputs.ignored());
    }

    private RunPlan earlier(Run run) {
        Attempt before = run.attempts().get(run.attempts().size() - 2);
        return verifier.plan(
                exchange.paths(Run.attemptName(run.id(), before.number())),
                before.planSha256().orElseThrow());
    }
}
