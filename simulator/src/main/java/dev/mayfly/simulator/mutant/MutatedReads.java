package dev.mayfly.simulator.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.simulator.client.NextVersionS3;
import dev.mayfly.simulator.client.SimulatedS3;
import dev.mayfly.simulator.cloud.Account;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Ways to forget, or to take for something else, what stands in a head or a definition. */
final class MutatedReads {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PER_RUN = Pattern.compile("perRunUsd: [0-9.]+");

    /** Objects are read as somebody would like them to be. */
    private static final class ReadAs extends SimulatedS3 {
        private final Predicate<String> key;
        private final UnaryOperator<String> as;

        ReadAs(Supplier<Account> account, Predicate<String> key, UnaryOperator<String> as) {
            super(account);
            this.key = key;
            this.as = as;
        }

        @Override
        public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest request) {
            ResponseBytes<GetObjectResponse> answer = super.getObjectAsBytes(request);
            return key.test(request.key())
                    ? ResponseBytes.fromByteArray(
                            answer.response(), as.apply(answer.asUtf8String()).getBytes(UTF_8))
                    : answer;
        }
    }

    /** What a later version wrote is read as if it had said no more than is known. */
    static SimulatedS3 laterKeysOverlooked(Supplier<Account> account) {
        return new ReadAs(account, MutatedReads::head, NextVersionS3::asBefore);
    }

    /** Nobody remembers that a person stopped the dataset. */
    static SimulatedS3 holdForgotten(Supplier<Account> account) {
        return new ReadAs(account, MutatedReads::head, head -> heldForgotten(head, "HOLD"));
    }

    /** Nobody remembers that a person went back to an earlier generation. */
    static SimulatedS3 rollbackForgotten(Supplier<Account> account) {
        return new ReadAs(account, MutatedReads::head, head -> heldForgotten(head, "ROLLBACK"));
    }

    private static String heldForgotten(String text, String kind) {
        try {
            JsonNode head = JSON.readTree(text);
            return head.path("held").path("kind").asText().equals(kind)
                    ? ((ObjectNode) head).putNull("held").toString()
                    : text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a head is no JSON", e);
        }
    }

    /** What a person cancelled counts as never dealt with. */
    static SimulatedS3 cancelForgotten(Supplier<Account> account) {
        return new ReadAs(account, MutatedReads::head, MutatedReads::neverCancelled);
    }

    private static String neverCancelled(String text) {
        try {
            JsonNode head = JSON.readTree(text);
            return "CANCELLED"
                            .equals(head.path("attended")
                                    .path("outcome")
                                    .path("status")
                                    .asText())
                    ? ((ObjectNode) head).putNull("attended").toString()
                    : text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a head is no JSON", e);
        }
    }

    /** A larger template is taken, and only the deployment's ceilings count, not what the dataset's owner is ready to pay. */
    static SimulatedS3 ownersBudgetOverlooked(Supplier<Account> account) {
        return new ReadAs(
                account,
                key -> key.endsWith(".yaml"),
                yaml -> PER_RUN.matcher(yaml.replace("template: small", "template: medium")
                                .replace("perDayUsd: 1.3", "perDayUsd: 12"))
                        .replaceFirst("perRunUsd: 2"));
    }

    /** Files that were seen count as dealt with, whether a run ever read them or not. */
    static SimulatedS3 unreadTakenForRead(Supplier<Account> account) {
        return new ReadAs(account, MutatedReads::head, MutatedReads::attendedAsSeen);
    }

    private static String attendedAsSeen(String text) {
        try {
            JsonNode head = JSON.readTree(text);
            if (head.path("attended").isObject() && head.path("seen").isObject()) {
                ((ObjectNode) head.path("attended"))
                        .put(
                                "fingerprint",
                                head.path("seen").path("fingerprint").asText());
            }
            return head.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a head is no JSON", e);
        }
    }

    /** What was published first is taken for what readers should see now. */
    static SimulatedS3 oldestTakenForPresent(Supplier<Account> account) {
        return new ReadAs(account, MutatedReads::head, MutatedReads::oldestFirst);
    }

    private static String oldestFirst(String text) {
        try {
            JsonNode head = JSON.readTree(text);
            List<JsonNode> generations = new ArrayList<>();
            head.path("published").forEach(generations::add);
            generations.sort(
                    Comparator.comparing(generation -> generation.path("runId").asText()));
            ((ObjectNode) head).putArray("published").addAll(generations);
            return head.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a head is no JSON", e);
        }
    }

    private static boolean head(String key) {
        return key.endsWith("/head.json");
    }

    private MutatedReads() {}
}
