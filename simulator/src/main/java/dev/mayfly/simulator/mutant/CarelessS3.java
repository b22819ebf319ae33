package dev.mayfly.simulator.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.simulator.client.SimulatedS3;
import dev.mayfly.simulator.cloud.Account;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Ways to be careless with objects. */
final class CarelessS3 {
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

    /** Nobody remembers that a person stopped the dataset. */
    static final class HoldForgotten extends SimulatedS3 {
        HoldForgotten(Supplier<Account> account) {
            super(account);
        }

        @Override
        public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest request) {
            ResponseBytes<GetObjectResponse> answer = super.getObjectAsBytes(request);
            return head(request.key())
                    ? ResponseBytes.fromByteArray(
                            answer.response(),
                            answer.asUtf8String()
                                    .replaceFirst("\"held\":\\{[^}]*}", "\"held\":null")
                                    .getBytes(UTF_8))
                    : answer;
        }
    }

    private static boolean head(String key) {
        return key.endsWith("/head.json");
    }

    private CarelessS3() {}
}
