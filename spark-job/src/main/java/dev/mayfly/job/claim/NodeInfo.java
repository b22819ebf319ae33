package dev.mayfly.job.claim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Learns from the file that EMR leaves on each of its nodes which cluster this is. */
public final class NodeInfo {
    private static final String EMR = "/mnt/var/lib/info/job-flow.json";

    public static String cluster(Map<String, String> environment) {
        Path file = Path.of(environment.getOrDefault("MAYFLY_NODE_INFO", EMR));
        try {
            JsonNode id = new ObjectMapper().readTree(file.toFile()).path("jobFlowId");
            if (id.isTextual() && !id.textValue().isBlank()) {
                return id.textValue();
            }
            throw new IllegalStateException("%s names no jobFlowId".formatted(file));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot read %s, which says on an EMR node which cluster this is; elsewhere MAYFLY_NODE_INFO names such a file"
                            .formatted(file),
                    e);
        }
    }

    private NodeInfo() {}
}
