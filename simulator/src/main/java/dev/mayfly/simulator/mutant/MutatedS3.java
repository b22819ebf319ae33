package dev.mayfly.simulator.mutant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.simulator.client.SimulatedS3;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Ways to be careless with objects. */
final class MutatedS3 {
    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** People are told of a failure when it is seen, though the run may be launched again. */
    static final class NotifiedTooEarly extends SimulatedS3 {
        private final Supplier<Account> account;

        NotifiedTooEarly(Supplier<Account> account) {
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
                            .checkers()
                            .forEach(checker -> checker.noticed(new Notice(
                                    request.bucket().replace("-state", ""),
                                    run.path("dataset").asText(),
                                    run.path("id").asText() + "/FAILED",
                                    run.path("state").toString())));
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

    private MutatedS3() {}
}
