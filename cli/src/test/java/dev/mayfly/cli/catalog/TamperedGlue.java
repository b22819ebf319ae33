package dev.mayfly.cli.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.local.http.AwsRequest;
import dev.mayfly.local.http.AwsResponse;
import dev.mayfly.local.http.AwsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BiFunction;

/** The embedded Glue behind somebody who keeps items of a batch back, as the service does when it refuses some of them. */
final class TamperedGlue implements AwsService {
    static final int KEPT_BACK = 7;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> LISTS = Map.of(
            "BatchCreatePartition", "PartitionInputList",
            "BatchUpdatePartition", "Entries",
            "BatchDeletePartition", "PartitionsToDelete",
            "BatchGetPartition", "PartitionsToGet");
    private final AwsService glue;
    private String operation = "";
    private BiFunction<ObjectNode, ArrayNode, ObjectNode> tampering = (answer, kept) -> answer;
    private int times;

    TamperedGlue(AwsService glue) {
        this.glue = glue;
    }

    /** Refuses the first items of the next batches, one by one, inside an answer that says 200. */
    synchronized void refuseItems(String batch, int next) {
        operation = batch;
        times = next;
        tampering = (answer, kept) -> {
            ArrayNode errors = answer.withArray("/Errors");
            kept.forEach(item -> errors.addObject()
                    .putObject("ErrorDetail")
                    .put("ErrorCode", "InternalServiceException")
                    .put("ErrorMessage", "not this one"));
            return answer;
        };
    }

    /** Leaves the first keys of the next looks unprocessed. */
    synchronized void leaveUnprocessed(int next) {
        operation = "BatchGetPartition";
        times = next;
        tampering = (answer, kept) -> {
            answer.set("UnprocessedKeys", kept);
            return answer;
        };
    }

    /** The next looks do not see the first partitions that they ask for, as if these were not there yet. */
    synchronized void hideItems(int next) {
        operation = "BatchGetPartition";
        times = next;
        tampering = (answer, kept) -> answer;
    }

    @Override
    public String signingName() {
        return glue.signingName();
    }

    @Override
    public AwsResponse handle(AwsRequest request) {
        return hits(request) ? tampered(request) : glue.handle(request);
    }

    private synchronized boolean hits(AwsRequest request) {
        boolean hit = times > 0 && request.operation().filter(operation::equals).isPresent();
        times -= hit ? 1 : 0;
        return hit;
    }

    private AwsResponse tampered(AwsRequest request) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(request.body());
            ArrayNode items = (ArrayNode) body.get(LISTS.get(operation));
            ArrayNode kept = JSON.createArrayNode();
            while (kept.size() < KEPT_BACK && items.size() > 1) {
                kept.add(items.remove(0));
            }
            AwsResponse answer = glue.handle(new AwsRequest(
                    request.method(),
                    request.path(),
                    request.query(),
                    request.headers(),
                    JSON.writeValueAsBytes(body)));
            ObjectNode changed = tampering.apply((ObjectNode) JSON.readTree(answer.body()), kept);
            return new AwsResponse(answer.status(), answer.headers(), JSON.writeValueAsBytes(changed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
