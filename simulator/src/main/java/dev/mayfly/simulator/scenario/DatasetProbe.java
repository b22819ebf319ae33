package dev.mayfly.simulator.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.contract.InputFile;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Buckets;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.Outputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a dataset of a deployment stands. What readers see is taken from the world; the head is asked only whether anything is still to
 * come, so that a history knows how long to go on.
 */
final class DatasetProbe {
    static final String MANIFEST = "_manifest.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_LAUNCHES = 3;
    private static final int TOMORROW_IS_NEAR = 5;
    private final Account account;
    private final String deployment;
    private final String dataset;

    DatasetProbe(Account account, String deployment, String dataset) {
        this.account = account;
        this.deployment = deployment;
        this.dataset = dataset;
    }

    String deployment() {
        return deployment;
    }

    String dataset() {
        return dataset;
    }

    /** Nothing is in hand, nothing is alive, nothing will be tried again by itself. */
    boolean atRest() {
        return nothingAlive()
                && head().map(head -> head.path("run").isNull() && !triedAgain(head))
                        .orElse(true);
    }

    /** Whether every cluster that works for this dataset is gone. */
    boolean nothingAlive() {
        return account.clusters().stream().allMatch(cluster -> !ours(cluster) || cluster.gone());
    }

    /** Whether no node works for this dataset, nor ever will. */
    boolean nothingBilled() {
        return account.clusters().stream().allMatch(cluster -> !ours(cluster) || cluster.gone() || !cluster.up());
    }

    private boolean ours(Cluster cluster) {
        return cluster.request().name().startsWith("mayfly/" + deployment + "/" + dataset + "/");
    }

    private boolean triedAgain(JsonNode head) {
        JsonNode attended = head.path("attended");
        return head.path("held").isNull()
                && attended.path("outcome").path("reason").path("retryable").asBoolean(false)
                && (waitsForTomorrow(attended)
                        ? hoursLeft() < TOMORROW_IS_NEAR
                        : attended.path("launches").asInt() < MOST_LAUNCHES);
    }

    private static boolean waitsForTomorrow(JsonNode attended) {
        return attended.path("outcome").path("reason").path("code").asText().equals("DAY_BUDGET");
    }

    private int hoursLeft() {
        return 24 - account.time().instant().atOffset(ZoneOffset.UTC).getHour();
    }

    private Optional<JsonNode> head() {
        return account.buckets()
                .get(deployment + "-state", "ledger/" + dataset + "/head.json")
                .map(stored -> {
                    try {
                        return JSON.readTree(stored.bytes());
                    } catch (IOException e) {
                        throw new UncheckedIOException("a head is no JSON", e);
                    }
                });
    }

    /** Whether every table shows what the present files make, all of it by one attempt. */
    boolean showsThePresentFiles() {
        Set<String> present = new HashSet<>();
        files().forEach((key, stored) -> present.add("/" + key + " " + stored.etag()));
        Set<String> shown = made().flatMap(made -> made.plan().tables().stream())
                .flatMap(planned -> planned.inputs().stream())
                .map(DatasetProbe::text)
                .collect(Collectors.toSet());
        return attemptsShown().size() == 1 && shown.equals(present);
    }

    private Map<String, Buckets.Stored> files() {
        Map<String, Buckets.Stored> files = new TreeMap<>(account.buckets().list(deployment + "-raw", dataset + "/"));
        files.keySet().removeIf(key -> key.endsWith(MANIFEST));
        return files;
    }

    /** What a server uploads last: that it asks for exactly the files that are there. */
    byte[] manifest() {
        ObjectNode manifest = JSON.createObjectNode();
        ArrayNode asked = manifest.putArray("files");
        files().forEach((key, stored) -> asked.addObject()
                .put("key", key.substring(dataset.length() + 1))
                .put("bytes", stored.bytes().length)
                .put("etag", stored.etag()));
        return manifest.toString().getBytes(UTF_8);
    }

    /** The runs that made something, in the order of their beginning. */
    List<String> madeBy() {
        return account.outputs().all().stream()
                .filter(made -> made.finished()
                        && made.plan().dataset().equals(dataset)
                        && made.prefix().startsWith("s3://" + deployment + "-curated/"))
                .map(made -> made.plan().runId())
                .distinct()
                .sorted()
                .toList();
    }

    /** The attempts whose output readers see. */
    Set<String> attemptsShown() {
        return made().map(made -> made.plan().runId() + "-a" + made.plan().attempt())
                .collect(Collectors.toSet());
    }

    private Stream<Outputs.Made> made() {
        return account.tables().stream()
                .filter(table -> table.database().equals(deployment.replace('-', '_')))
                // Tables of a generation that is pinned bear its name, and show it for as long as somebody wants.
                .filter(table -> !table.name().contains("__"))
                .flatMap(table -> table.shown().locations().stream())
                .flatMap(location -> account.outputs().at(location).stream())
                .filter(made -> made.plan().dataset().equals(dataset));
    }

    private static String text(InputFile input) {
        // A copy of a restless file lies below the attempt that read it, under the file's own key.
        return input.uri().getPath().replaceFirst("^/inputs/[^/]+", "") + " " + input.etag();
    }

    /** Whether a run over the present files can succeed. */
    boolean canSucceed() {
        Map<String, Buckets.Stored> files = files();
        List<String> names = List.copyOf(files.keySet());
        return names.stream().anyMatch(name -> name.contains("events"))
                && names.stream().anyMatch(name -> name.contains("items"))
                && files.values().stream().allMatch(file -> new String(file.bytes(), UTF_8).contains("itemid"));
    }
}
