package dev.mayfly.local.emr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.local.http.SdkJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.Step;
import software.amazon.awssdk.services.emr.model.StepState;

/** One cluster as its clients see it, kept in {@code cluster.json} of its folder at every change. */
final class EmrCluster {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path folder;
    private final RunJobFlowRequest request;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private Cluster description;

    EmrCluster(Path folder, RunJobFlowRequest request, Cluster description, List<Step> steps) {
        this.folder = folder;
        this.request = request;
        this.description = description;
        steps.forEach(step -> this.steps.put(step.id(), step));
        save();
    }

    /** A cluster as an earlier life of the cloud left it. */
    static EmrCluster load(Path folder) {
        try {
            JsonNode json = JSON.readTree(folder.resolve("cluster.json").toFile());
            List<Step> steps = new ArrayList<>();
            json.path("Steps").forEach(step -> steps.add(SdkJson.read(step, Step.builder())));
            return new EmrCluster(
                    folder,
                    SdkJson.read(json.path("Request"), RunJobFlowRequest.builder()),
                    SdkJson.read(json.path("Cluster"), Cluster.builder()),
                    steps);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " holds no cluster", e);
        }
    }

    String id() {
        return folder.getFileName().toString();
    }

    Path folder() {
        return folder;
    }

    RunJobFlowRequest request() {
        return request;
    }

    synchronized Cluster description() {
        return description;
    }

    synchronized ClusterState state() {
        return description.status().state();
    }

    boolean ended() {
        return state() == ClusterState.TERMINATED || state() == ClusterState.TERMINATED_WITH_ERRORS;
    }

    synchronized List<Step> steps() {
        return List.copyOf(steps.values());
    }

    synchronized Optional<Step> step(String id) {
        return Optional.ofNullable(steps.get(id));
    }

    synchronized Optional<Step> nextPending() {
        return steps.values().stream()
                .filter(step -> step.status().state() == StepState.PENDING)
                .findFirst();
    }

    synchronized void add(Step step) {
        steps.put(step.id(), step);
        save();
    }

    synchronized Cluster change(UnaryOperator<Cluster.Builder> change) {
        description = change.apply(description.toBuilder()).build();
        save();
        return description;
    }

    synchronized Step changeStep(String id, UnaryOperator<Step.Builder> change) {
        Step changed = change.apply(steps.get(id).toBuilder()).build();
        steps.put(id, changed);
        save();
        return changed;
    }

    private void save() {
        ObjectNode json = JSON.createObjectNode();
        json.set("Cluster", SdkJson.writeTree(description));
        json.set("Request", SdkJson.writeTree(request));
        ArrayNode all = json.putArray("Steps");
        steps.values().forEach(step -> all.add(SdkJson.writeTree(step)));
        try {
            Files.createDirectories(folder);
            Path fresh = folder.resolve("cluster.json.new");
            JSON.writeValue(fresh.toFile(), json);
            Files.move(
                    fresh,
                    folder.resolve("cluster.json"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cluster " + id() + " cannot be kept", e);
        }
    }
}
