package dev.mayfly.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.query.TextTable;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** A demo's result for people. */
final class DemoReport {
    static void print(DemoResult result, PrintWriter out) {
        JsonNode run = result.run();
        out.println();
        out.printf("Run %s: %s%n", run.path("runId").asText(), run.path("state").asText());
        JsonNode reason = run.path("reason");
        if (reason.isObject()) {
            out.printf(
                    "%s: %s%n",
                    reason.path("code").asText(), reason.path("message").asText());
            reason.path("excerpt").forEach(line -> out.println("  | " + line.asText()));
        }
        tables(run.path("tables"), out);
        if (!result.ignored().isEmpty()) {
            out.println(result.ignored().describe());
        }
        for (DemoResult.Answer answer : result.answers()) {
            out.println();
            out.println(answer.question());
            out.println("  " + answer.sql());
            TextTable.lines(answer.rows()).forEach(line -> out.println("    " + line));
        }
        out.println();
        JsonNode cost = run.path("cost");
        out.printf(
                "By the price list the run cost %s USD; it could not have cost more than %s, its budget was %s.%n",
                usd(cost.path("actualUsd")), usd(cost.path("worstCaseUsd")), usd(cost.path("budgetUsd")));
        out.printf("Clusters launched: %d, alive now: %d.%n", result.launched(), result.alive());
        out.println("Seconds: " + seconds(result));
        out.flush();
    }

    private static void tables(JsonNode tables, PrintWriter out) {
        if (tables.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("table", "rows", "rejected", "duplicates", "partitions", "files", "bytes"));
        tables.properties()
                .forEach(table -> rows.add(List.of(
                        table.getKey(),
                        table.getValue().path("rows").asText(),
                        table.getValue().path("rejected").asText(),
                        table.getValue().path("duplicates").asText("-"),
                        table.getValue().path("partitions").asText(),
                        table.getValue().path("files").asText(),
                        table.getValue().path("bytes").asText())));
        out.println();
        TextTable.lines(rows).forEach(out::println);
    }

    private static String usd(JsonNode amount) {
        BigDecimal value = amount.decimalValue();
        return value.setScale(Math.max(2, value.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    private static String seconds(DemoResult result) {
        List<String> parts = new ArrayList<>();
        result.times().forEach((name, time) -> parts.add("%s %.1f".formatted(name, time.toMillis() / 1000.0)));
        return String.join(", ", parts);
    }

    private DemoReport() {}
}
