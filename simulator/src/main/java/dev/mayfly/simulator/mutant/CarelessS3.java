package dev.mayfly.simulator.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.simulator.client.SimulatedS3;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Ways to be careless with objects. */
final class CarelessS3 {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HELD = Pattern.compile("\"held\":\\{(?![^}]*rolled back to)[^}]*}");
    private static final Pattern ROLLED_BACK = Pattern.compile("\"held\":\\{[^}]*rolled back to[^}]*}");
    private static final Pattern PER_RUN = Pattern.compile("perRunUsd: [0-9.]+");

    /** Heads are written without asking whether somebody else was faster. */
    static final class WithoutConditions extends SimulatedS3 {
        WithoutConditions(Supplier<Account> account) {
            super(account);
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            return super.putObject(
                    head(request.key())
                            ? request.toBuilder()
                                    .ifMatch(null)
                                    .ifNoneMatch(null)
                                    .build()
                            : request,
                    body);
        }
    }

    /** Whoever lost a head acts as if they had won it. */
    static final class LostIsWon extends SimulatedS3 {
        LostIsWon(Supplier<Account> account) {
            super(account);
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            try {
                return super.putObject(request, body);
            } catch (S3Exception e) {
                if (head(request.key()) && e.statusCode() == 412) {
                    return PutObjectResponse.builder().eTag("\"mine\"").build();
                }
                throw e;
            }
        }
    }

    /** An attempt is given up without taking its claim. */
    static final class WithoutRevocation extends SimulatedS3 {
        WithoutRevocation(Supplier<Account> account) {
            super(account);
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            return request.key().startsWith("claims/")
                    ? PutObjectResponse.builder().eTag("\"revoked\"").build()
                    : super.putObject(request, body);
        }
    }

    /** Only files of which an event has come are there. */
    static final class EventsBelieved extends SimulatedS3 {
        private final Supplier<Account> account;

        EventsBelieved(Supplier<Account> account) {
            super(account);
            this.account = account;
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            ListObjectsV2Response answer = super.listObjectsV2(request);
            return request.bucket().endsWith("-raw")
                    ? answer.toBuilder()
                            .contents(answer.contents().stream()
                                    .filter(object ->
                                            account.get().arrivals().contains(request.bucket() + "/" + object.key()))
                                    .toList())
                            .build()
                    : answer;
        }
    }

    /** A file that the manifest does not list does no harm. */
    static final class StraysOverlooked extends SimulatedS3 {
        StraysOverlooked(Supplier<Account> account) {
            super(account);
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            ListObjectsV2Response answer = super.listObjectsV2(request);
            return answer.toBuilder()
                    .contents(answer.contents().stream()
                            .filter(object -> !object.key().contains("/stray-"))
                            .toList())
                    .build();
        }
    }

    /** Objects are read as somebody would like them to be. */
    static final class ReadAs extends SimulatedS3 {
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

    /** Nobody remembers that a person stopped the dataset. */
    static SimulatedS3 holdForgotten(Supplier<Account> account) {
        return new ReadAs(account, CarelessS3::head, head -> HELD.matcher(head).replaceFirst("\"held\":null"));
    }

    /** Nobody remembers that a person went back to an earlier generation. */
    static SimulatedS3 rollbackForgotten(Supplier<Account> account) {
        return new ReadAs(
                account, CarelessS3::head, head -> ROLLED_BACK.matcher(head).replaceFirst("\"held\":null"));
    }

    /** What a person cancelled counts as never dealt with. */
    static SimulatedS3 cancelForgotten(Supplier<Account> account) {
        return new ReadAs(account, CarelessS3::head, CarelessS3::neverCancelled);
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

    /** People are told of a failure when it is seen, though the run may be launched again. */
    static final class ToldTooEarly extends SimulatedS3 {
        private final Supplier<Account> account;

        ToldTooEarly(Supplier<Account> account) {
            super(account);
            this.account = account;
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            PutObjectResponse answer = super.putObject(request, body);
            if (head(request.key())) {
                JsonNode run = written(body).path("run");
                if (run.path("state").toString().contains("ENDING")
                        && run.path("state").toString().contains("FAILED")) {
                    account.get()
                            .witnesses()
                            .forEach(witness -> witness.noticed(new Notice(
                                    request.bucket().replace("-state", ""),
                                    run.path("dataset").asText(),
                                    run.path("id").asText() + "/FAILED")));
                }
            }
            return answer;
        }

        private static JsonNode written(RequestBody body) {
            try (InputStream in = body.contentStreamProvider().newStream()) {
                return JSON.readTree(in);
            } catch (IOException e) {
                throw new UncheckedIOException("a head is no JSON", e);
            }
        }
    }

    /** Files that were seen count as dealt with, whether a run ever read them or not. */
    static SimulatedS3 unreadTakenForRead(Supplier<Account> account) {
        return new ReadAs(account, CarelessS3::head, CarelessS3::attendedAsSeen);
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
        return new ReadAs(account, CarelessS3::head, CarelessS3::oldestFirst);
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

    /** What bears the name of a file that the manifest lists is taken for that file, however long it is. */
    static final class SizesOverlooked extends SimulatedS3 {
        private static final long AS_LISTED = "parquet".length();

        SizesOverlooked(Supplier<Account> account) {
            super(account);
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            ListObjectsV2Response answer = super.listObjectsV2(request);
            return answer.toBuilder()
                    .contents(answer.contents().stream()
                            .map(object -> object.key().endsWith("/part-00000.parquet")
                                    ? object.toBuilder().size(AS_LISTED).build()
                                    : object)
                            .toList())
                    .build();
        }
    }

    /** Whoever takes output away takes the manifests that list it, too. */
    static final class TakesManifestsAway extends SimulatedS3 {
        private static final Pattern ATTEMPT = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}-a[0-9]+");
        private final Supplier<Account> account;

        TakesManifestsAway(Supplier<Account> account) {
            super(account);
            this.account = account;
        }

        @Override
        public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
            DeleteObjectsResponse answer = super.deleteObjects(request);
            String state = request.bucket().replace("-curated", "-state");
            Matcher attempt = ATTEMPT.matcher(request.delete().objects().get(0).key());
            if (attempt.find()) {
                List.copyOf(account.get()
                                .buckets()
                                .list(state, "manifests/" + attempt.group())
                                .keySet())
                        .forEach(key -> account.get().remove(state, key));
            }
            return answer;
        }
    }

    private static boolean head(String key) {
        return key.endsWith("/head.json");
    }

    private CarelessS3() {}
}
