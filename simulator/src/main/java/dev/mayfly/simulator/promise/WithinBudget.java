package dev.mayfly.simulator.promise;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.Witness;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run's clusters really cost together, duplicates and failures included, is at most its budget. */
final class WithinBudget implements Witness {
    private final Account account;
    private final Verdicts verdicts;
    private final BigDecimal perRun;
    private final BigDecimal perDay;

    WithinBudget(Account account, Verdicts verdicts, BigDecimal perRun, BigDecimal perDay) {
        this.account = account;
        this.verdicts = verdicts;
        this.perRun = perRun;
        this.perDay = perDay;
    }

    @Override
    public void over() {
        Map<String, BigDecimal> runs = new LinkedHashMap<>();
        Map<String, BigDecimal> days = new LinkedHashMap<>();
        for (Cluster cluster : account.clusters()) {
            Works.of(cluster.request()).ifPresent(works -> {
                runs.merge(works.run(), cluster.bill(), BigDecimal::add);
                String day = cluster.createdAt().toString().substring(0, 10);
                days.merge(works.tables() + " on " + day, cluster.bill(), BigDecimal::add);
            });
        }
        runs.forEach((run, bill) -> within("run " + run, bill, perRun));
        days.forEach((day, bill) -> within(day, bill, perDay));
    }

    private void within(String what, BigDecimal bill, BigDecimal budget) {
        if (bill.compareTo(budget) > 0) {
            verdicts.broken("within budget", "%s cost %s USD, its budget was %s".formatted(what, bill, budget));
        }
    }
}
