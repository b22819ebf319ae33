package dev.mayfly.simulator.invariant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Notice;
import dev.mayfly.simulator.cloud.Outputs;
import dev.mayfly.simulator.cloud.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A generation that readers newly see as a whole is told on the bus, after they see it; not one whose publication was refused at
 * the end, of which people are told instead, nor one that the bus does not take for want of a permission.
 */
final class PublishedEventIsSent implements InvariantChecker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Account account;
    private final Violations verdicts;
    private final Map<String, Shown> shown = new TreeMap<>();
    private final Map<String, Instant> put = new HashMap<>();
    private final Set<String> launched = new HashSet<>();
    private final Set<Shown> refused = new HashSet<>();

    /** A run's output, and since when it is all that readers see of a dataset. */
    private record Shown(String run, Instant since) {}

    PublishedEventIsSent(Account account, Violations verdicts) {
        this.account = account;
        this.verdicts = verdicts;
    }

    @Override
    public void created(Cluster cluster) {
        AttemptRef.of(cluster.request()).map(AttemptRef::run).ifPresent(launched::add);
    }

    @Override
    public void tableChanged(Table table) {
        table.shown().locations().stream()
                .flatMap(location -> account.outputs().at(location).stream())
                .map(made -> made.plan().dataset())
                .distinct()
                .forEach(dataset -> look(table.database(), dataset));
    }

    /** A repair shows again what was shown before, of which nothing new is to be told. */
    private void look(String database, String dataset) {
        String tables = database + "/" + dataset;
        whole(database, dataset)
                .filter(run ->
                        !shown.containsKey(tables) || !shown.get(tables).run().equals(run))
                .ifPresent(
                        run -> shown.put(tables, new Shown(run, account.time().instant())));
    }

    /** The run of which readers see everything, and of no other anything. */
    private Optional<String> whole(String database, String dataset) {
        Set<String> seen = account.tables().stream()
                .filter(table ->
                        table.database().equals(database) && !table.name().contains("__"))
                .flatMap(table -> table.shown().locations().stream())
                .collect(Collectors.toSet());
        List<Outputs.Made> made = seen.stream()
                .flatMap(location -> account.outputs().at(location).stream())
                .filter(output -> output.plan().dataset().equals(dataset))
                .distinct()
                .toList();
        Set<String> runs = made.stream().map(output -> output.plan().runId()).collect(Collectors.toSet());
        boolean everything = runs.size() == 1
                && made.stream()
                                .map(output -> output.plan().attempt())
                                .distinct()
                                .count()
                        == 1
                && made.size() == made.get(0).plan().tables().size()
                && made.stream()
                        .flatMap(output -> output.files().stream())
                        .allMatch(file -> seen.contains(file.substring(0, file.lastIndexOf('/') + 1)));
        return runs.stream().filter(run -> everything).findFirst();
    }

    @Override
    public void noticed(Notice notice) {
        Shown present = shown.get(database(notice.deployment()) + "/" + notice.dataset());
        // What publishes without a cluster publishes what another run made.
        boolean its = present != null && (present.run().equals(notice.of()) || !launched.contains(notice.of()));
        if (!notice.good() && its) {
            refused.add(present);
        }
    }

    @Override
    public void noticeDenied(Notice notice) {
        noticed(notice);
    }

    @Override
    public void eventPut(String source, String type, String detail) {
        if (type.equals("Dataset Published")) {
            JsonNode told = json(detail);
            put.put(
                    "%s/%s %s"
                            .formatted(
                                    database(source.substring(source.indexOf('.') + 1)),
                                    told.path("dataset").asText(),
                                    told.path("generation").asText()),
                    account.time().instant());
        }
    }

    @Override
    public void eventDenied(String source, String type, String detail) {
        eventPut(source, type, detail);
    }

    @Override
    public void rested() {
        shown.forEach((tables, present) -> {
            boolean still = whole(tables.substring(0, tables.indexOf('/')), tables.substring(tables.indexOf('/') + 1))
                    .filter(present.run()::equals)
                    .isPresent();
            Instant told = put.getOrDefault(tables + " " + present.run(), Instant.EPOCH);
            if (still && told.isBefore(present.since()) && !refused.contains(present)) {
                verdicts.violated(
                        "puts on the bus",
                        "readers see run %s in %s since %s, of which nothing was told"
                                .formatted(present.run(), tables, present.since()));
            }
        });
    }

    private static String database(String deployment) {
        return deployment.replace('-', '_');
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is no JSON: " + text, e);
        }
    }
}
