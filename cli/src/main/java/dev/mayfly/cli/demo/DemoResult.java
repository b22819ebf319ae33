package dev.mayfly.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.orchestrator.run.IgnoredFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a demo showed: the finished run, the clusters that EMR lists, how long each part took, three queries' answers. */
record DemoResult(
        JsonNode run,
        IgnoredFiles ignored,
        long launched,
        long alive,
        Map<String, Duration> times,
        List<Answer> answers,
        Path folder) {
    /** An analyst's question, its SQL and its answer. */
    record Answer(String question, String sql, List<List<String>> rows) {}

    DemoResult {
        times = new LinkedHashMap<>(times);
        answers = List.copyOf(answers);
    }

    boolean succeeded() {
        return run.path("state").asText().equals("SUCCEEDED");
    }

    /** The one document of {@code --json}. */
    ObjectNode json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("outcome", run.path("state").asText());
        json.set("runId", run.path("runId"));
        json.put("clustersLaunched", launched);
        json.put("clustersAlive", alive);
        ObjectNode cost = json.putObject("cost");
        cost.set("worstCaseUsd", run.path("cost").path("worstCaseUsd"));
        cost.set("actualUsd", run.path("cost").path("actualUsd"));
        json.set("tables", run.path("tables"));
        json.set("reason", run.path("reason"));
        ObjectNode unread = json.putObject("ignored").put("files", ignored.files());
        ArrayNode examples = unread.putArray("examples");
        ignored.examples()
                .forEach(example ->
                        examples.addObject().put("file", example.file()).put("why", example.why()));
        ObjectNode seconds = json.putObject("seconds");
        times.forEach((name, time) -> seconds.put(name, time.toMillis() / 1000.0));
        json.put("dir", folder.toString());
        return json;
    }
}
