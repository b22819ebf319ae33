package dev.mayfly.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** A run in lines for people. */
final class RunTable {
    static void print(JsonNode run, PrintWriter out) {
        out.printf(
                "%s  %s  %s%n",
                run.path("runId").asText(),
                run.path("state").asText(),
                run.path("startedAt").asText());
        JsonNode reason = run.path("reason");
        if (!reason.isNull() && !reason.isMissingNode()) {
            out.printf(
                    "  %s: %s%n",
                    reason.path("code").asText(), reason.path("message").asText());
            reason.path("excerpt").forEach(line -> out.println("    | " + line.asText()));
        }
        JsonNode cost = run.path("cost");
        out.printf(
                "  cost: %s USD so far, at most %s, budget %s%n",
                cost.path("accruedUsd").asText(),
                cost.path("worstCaseUsd").asText(),
                cost.path("budgetUsd").asText());
        run.path("attempts")
                .forEach(attempt -> out.printf(
                        "  attempt %s (%s, %s) on cluster %s: %s%s%n",
                        attempt.path("attempt").asText(),
                        attempt.path("template").asText(),
                        attempt.path("rung").asText(),
                        attempt.path("clusterId").asText("-"),
                        attempt.path("clusterState").asText(),
                        attempt.path("reason").asText().isEmpty()
                                ? ""
                                : ", " + attempt.path("reason").asText()));
        run.path("tables")
                .properties()
                .forEach(table -> out.printf(
                        "  %s: %s rows, %s rejected, %s partitions, %s files, %s bytes%n",
                        table.getKey(),
                        table.getValue().path("rows").asText(),
                        table.getValue().path("rejected").asText(),
                        table.getValue().path("partitions").asText(),
                        table.getValue().path("files").asText(),
                        table.getValue().path("bytes").asText()));
        run.path("history")
                .forEach(step -> out.printf(
                        "  %s  %s  %s%n",
                        step.path("at").asText(),
                        step.path("state").asText(),
                        step.path("cause").asText()));
    }

    private RunTable() {}
}
