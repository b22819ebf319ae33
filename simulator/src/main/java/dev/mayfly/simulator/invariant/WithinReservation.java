package dev.mayfly.simulator.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Buckets;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What the ledger put aside for an attempt, and what it says the attempt cost, is held against the bill: neither is less than
 * what was really paid. It says so in the head while the run is in hand, for ever where nothing of ours lives any more, and in the
 * run's own record once that is kept; a cluster for which it put nothing aside would be nobody's.
 */
final class WithinReservation implements InvariantChecker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Account account;
    private final Violations verdicts;
    private final Map<String, BigDecimal> bills = new HashMap<>();

    WithinReservation(Account account, Violations verdicts) {
        this.account = account;
        this.verdicts = verdicts;
    }

    @Override
    public void over() {
        for (Cluster cluster : account.clusters()) {
            AttemptRef.of(cluster.request()).ifPresent(works -> {
                bills.merge(cluster.request().name(), cluster.bill(), BigDecimal::add);
            });
        }
        for (Cluster cluster : account.clusters()) {
            AttemptRef.of(cluster.request())
                    .ifPresent(works -> judge(works, cluster.request().name()));
        }
    }

    private void judge(AttemptRef works, String name) {
        boolean inHand = judge(
                stored(works, "ledger/%s/head.json".formatted(works.dataset())).path("run"), name);
        boolean kept = judge(stored(works, "ledger/%s/runs/%s.json".formatted(works.dataset(), works.run())), name);
        if (!inHand && !kept) {
            verdicts.violated("no bill above what was said", "nothing was put aside for " + name);
        }
    }

    private JsonNode stored(AttemptRef works, String key) {
        return account.buckets()
                .get(works.deployment() + "-state", key)
                .map(WithinReservation::read)
                .orElse(MissingNode.getInstance());
    }

    private boolean judge(JsonNode run, String name) {
        boolean found = false;
        for (JsonNode attempt : run.path("attempts")) {
            if (attempt.path("clusterName").asText().equals(name)) {
                found = true;
                atLeastTheBill(name + " put aside", attempt.path("reserved"), bills.get(name));
                atLeastTheBill(name + " said to have cost", attempt.path("fate").path("actual"), bills.get(name));
            }
        }
        return found;
    }

    private void atLeastTheBill(String what, JsonNode usd, BigDecimal bill) {
        if (!usd.isNumber() && !usd.isTextual()) {
            return;
        }
        if (new BigDecimal(usd.asText()).compareTo(bill) < 0) {
            verdicts.violated(
                    "no bill above what was said", "%s %s USD, the bill is %s".formatted(what, usd.asText(), bill));
        }
    }

    private static JsonNode read(Buckets.Stored run) {
        try {
            return JSON.readTree(run.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("a run in the ledger is no JSON", e);
        }
    }
}
