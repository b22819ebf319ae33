package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.artifacts.AttemptPaths;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetTable;
import dev.mayfly.orchestrator.inputs.Inputs;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.Run;
import java.net.URI;
import java.util.List;

/** Writes down for the step what an attempt is to do: these files, below prefixes that no other attempt has. */
final class RunPlans {
    static RunPlan plan(Dataset dataset, Inputs inputs, Run run, AttemptPaths places) {
        Attempt attempt = run.attempt();
        List<TablePlan> tables = dataset.tables().stream()
                .filter(table -> !inputs.byTable().get(table.name()).isEmpty())
                .map(table -> table(dataset, table, inputs, run.attemptName()))
                .toList();
        return new RunPlan(
                RunPlan.VERSION,
                run.id(),
                attempt.number(),
                dataset.name(),
                tables,
                places.claim(),
                places.manifest(),
                places.failure(),
                places.progress(),
                attempt.absoluteDeadline());
    }

    /** The same files for the run's latest attempt, below prefixes of its own. */
    static RunPlan forRetry(RunPlan earlier, Run run, AttemptPaths places) {
        Attempt attempt = run.attempt();
        String before = Run.attemptName(earlier.runId(), earlier.attempt());
        List<TablePlan> tables = earlier.tables().stream()
                .map(table -> table.withLocations(
                        relocate(table.output(), before, run.attemptName()),
                        relocate(table.rejects(), before, run.attemptName())))
                .toList();
        return new RunPlan(
                RunPlan.VERSION,
                run.id(),
                attempt.number(),
                earlier.dataset(),
                tables,
                places.claim(),
                places.manifest(),
                places.failure(),
                places.progress(),
                attempt.absoluteDeadline());
    }

    private static URI relocate(URI prefix, String from, String to) {
        String key = S3Uris.key(prefix);
        return S3Uris.of(S3Uris.bucket(prefix), key.substring(0, key.length() - from.length() - 1) + to + "/");
    }

    private static TablePlan table(Dataset dataset, DatasetTable table, Inputs inputs, String attemptName) {
        return new TablePlan(
                table.name(),
                inputs.byTable().get(table.name()),
                table.columns(),
                table.layout(),
                below(dataset.curated(), table.name() + "/" + attemptName + "/"),
                below(dataset.curated(), "_rejects/" + table.name() + "/" + attemptName + "/"),
                table.maxRejected(),
                table.countDuplicates(),
                table.reading());
    }

    private static URI below(URI prefix, String path) {
        return S3Uris.of(S3Uris.bucket(prefix), S3Uris.key(prefix) + path);
    }

    private RunPlans() {}
}
