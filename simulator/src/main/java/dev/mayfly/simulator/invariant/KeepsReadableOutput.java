package dev.mayfly.simulator.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Outputs;
import dev.mayfly.simulator.cloud.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Only output of attempts is ever taken away, and of those none that a table shows, that can be gone back to, that could a
 * short while ago, or that is still written.
 */
final class KeepsReadableOutput implements InvariantChecker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Account account;
    private final Violations verdicts;
    private final Duration grace;
    private final Map<String, List<Written>> heads = new HashMap<>();
    private final Set<Table> tables = new HashSet<>();
    private final Map<String, Instant> judgedAt = new HashMap<>();

    /** A head, when it was written, and the attempts among its generations, which are looked up when something was taken away. */
    private static final class Written {
        private final Instant when;
        private final byte[] head;
        private Set<String> kept;

        private Written(Instant when, byte[] head) {
            this.when = when;
            this.head = head;
        }

        private boolean names(Outputs.Made made) {
            if (kept == null) {
                kept = kept(head);
            }
            return kept.contains(name(made.plan().runId(), made.plan().attempt()));
        }
    }

    KeepsReadableOutput(Account account, Violations verdicts, Duration grace) {
        this.account = account;
        this.verdicts = verdicts;
        this.grace = grace;
    }

    @Override
    public void wrote(String bucket, String key, byte[] before, byte[] after) {
        if (key.endsWith("/head.json")) {
            heads.computeIfAbsent(bucket + "/" + key, head -> new ArrayList<>())
                    .add(new Written(account.time().instant(), after));
        }
    }

    @Override
    public void tableChanged(Table table) {
        tables.add(table);
    }

    @Override
    public void removed(String bucket, String key) {
        String where = S3Uris.of(bucket, key).toString();
        Optional<Outputs.Made> made = account.outputs().at(where);
        if (made.isEmpty()) {
            verdicts.violated("only output is taken away", where + " is no attempt's output");
            return;
        }
        Instant now = account.time().instant();
        if (!now.equals(judgedAt.put(made.get().prefix(), now))) {
            judge(made.get(), now);
        }
    }

    private void judge(Outputs.Made made, Instant now) {
        tables.stream()
                .flatMap(table -> table.shown().locations().stream())
                .filter(location -> location.startsWith(made.prefix()))
                .findFirst()
                .ifPresent(location -> verdicts.violated("leaves what may be read", location + " is shown"));
        account.clusters().stream()
                .filter(cluster -> isOf(cluster, made) && !cluster.gone())
                .findFirst()
                .ifPresent(cluster -> verdicts.violated(
                        "leaves what may be read", "%s may still write %s".formatted(cluster.id(), made.prefix())));
        Instant kept = keptUntil(made);
        if (now.isBefore(kept.plus(grace))) {
            verdicts.violated(
                    "leaves what may be read", "%s could be gone back to until %s".formatted(made.prefix(), kept));
        }
    }

    private static boolean isOf(Cluster cluster, Outputs.Made made) {
        return AttemptRef.of(cluster.request())
                .filter(works -> works.run().equals(made.plan().runId())
                        && works.attempt() == made.plan().attempt())
                .isPresent();
    }

    /** When the last head was replaced that named it among the generations that are kept. */
    private Instant keptUntil(Outputs.Made made) {
        Instant until = Instant.EPOCH;
        for (List<Written> written : heads.values()) {
            for (int i = 0; i < written.size(); i++) {
                if (written.get(i).names(made)) {
                    until = i + 1 < written.size() ? written.get(i + 1).when : Instant.MAX.minus(grace);
                }
            }
        }
        return until;
    }

    private static String name(String runId, int attempt) {
        return runId + " " + attempt;
    }

    private static Set<String> kept(byte[] head) {
        try {
            Set<String> kept = new HashSet<>();
            for (JsonNode generation : JSON.readTree(head).path("published")) {
                kept.add(name(
                        generation.path("runId").asText(),
                        generation.path("attempt").asInt()));
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException("a head is no JSON", e);
        }
    }
}
