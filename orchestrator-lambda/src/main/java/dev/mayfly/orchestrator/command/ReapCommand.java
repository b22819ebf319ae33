package dev.mayfly.orchestrator.command;

import dev.mayfly.orchestrator.reconcile.OrphanReaper;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Ends the clusters of the deployment that no run stands for, or tells of them. */
public final class ReapCommand {
    private final OrphanReaper sweep;

    @Inject
    public ReapCommand(OrphanReaper sweep) {
        this.sweep = sweep;
    }

    Map<String, Object> reap(boolean dryRun, BooleanSupplier patience) {
        OrphanReaper.ReapResult swept = dryRun ? sweep.find(patience) : sweep.reap(patience);
        List<OrphanReaper.Orphan> orphans = swept.orphans();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", swept.problems().isEmpty());
        answer.put("command", "reap");
        answer.put(
                "message",
                "%d orphans %s".formatted(orphans.size(), dryRun ? "would be terminated" : "are being terminated"));
        answer.put("next", next(swept, dryRun));
        answer.put("problems", swept.problems());
        answer.put("orphans", orphans);
        return answer;
    }

    private static String next(OrphanReaper.ReapResult swept, boolean dryRun) {
        if (!swept.problems().isEmpty()) {
            return "Run `reap` again; `problems` lists the clusters that failed.";
        }
        return dryRun && !swept.orphans().isEmpty()
                ? "Run `reap` without dryRun to terminate them."
                : "Nothing is left to do.";
    }
}
