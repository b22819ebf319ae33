package dev.mayfly.simulator.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run's clusters really cost together, duplicates and failures included, is at most its budget: the dataset's own, or what
 * a person asked for, which is never more than the deployment's ceiling; and whatever budget people are told of.
 */
final class WithinBudget implements InvariantChecker {
    private static final BigDecimal CEILING = new BigDecimal("2");
    private final Account account;
    private final Violations verdicts;
    private final BigDecimal perRun;
    private final BigDecimal perDay;
    private final Map<String, BigDecimal> asked = new HashMap<>();
    private final Map<String, BigDecimal> told = new HashMap<>();

    WithinBudget(Account account, Violations verdicts, BigDecimal perRun, BigDecimal perDay) {
        this.account = account;
        this.verdicts = verdicts;
        this.perRun = perRun;
        this.perDay = perDay;
    }

    @Override
    public void offered(String deployment, BigDecimal budget) {
        if (budget.compareTo(CEILING) <= 0) {
            asked.merge(deployment, budget, BigDecimal::max);
        }
    }

    @Override
    public void answered(String deployment, JsonNode said, JsonNode answer) {
        JsonNode run = answer.path("run");
        if (run.path("cost").path("budgetUsd").isNumber()) {
            told.put(
                    run.path("runId").asText(),
                    run.path("cost").path("budgetUsd").decimalValue());
        }
    }

    @Override
    public void over() {
        Map<String, BigDecimal> runs = new LinkedHashMap<>();
        Map<String, BigDecimal> days = new LinkedHashMap<>();
        for (Cluster cluster : account.clusters()) {
            AttemptRef.of(cluster.request()).ifPresent(works -> {
                runs.merge(works.run(), cluster.bill(), BigDecimal::add);
                String day = cluster.createdAt().toString().substring(0, 10);
                days.merge(works.tables() + " on " + day, cluster.bill(), BigDecimal::add);
            });
        }
        for (Cluster cluster : account.clusters()) {
            AttemptRef.of(cluster.request()).ifPresent(works -> {
                BigDecimal most = asked.getOrDefault(works.deployment(), perRun).max(perRun);
                BigDecimal bill = runs.getOrDefault(works.run(), BigDecimal.ZERO);
                within(
                        "run " + works.run(),
                        bill,
                        told.getOrDefault(works.run(), most).min(most));
            });
        }
        days.forEach((day, bill) -> within(day, bill, perDay));
    }

    private void within(String what, BigDecimal bill, BigDecimal budget) {
        if (bill.compareTo(budget) > 0) {
            verdicts.violated("within budget", "%s cost %s USD, its budget was %s".formatted(what, bill, budget));
        }
    }
}
