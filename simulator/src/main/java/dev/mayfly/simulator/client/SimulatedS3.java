package dev.mayfly.simulator.client;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Buckets;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.fault.SimulatedCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3 as the function's client sees it: strongly consistent, conditional writes, listings in pages. */
public class SimulatedS3 implements S3Client {
    private final Supplier<Account> account;

    public SimulatedS3(Supplier<Account> account) {
        this.account = account;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        byte[] bytes = bytes(body);
        Account world = account.get();
        boolean conditional = request.ifMatch() != null || request.ifNoneMatch() != null;
        return world.gate()
                .through(SimulatedCall.of(
                        new FaultPoint("s3.PutObject", written(world, request, bytes)),
                        request.key(),
                        () -> put(world, request, bytes),
                        () -> conditional ? error(409, "ConditionalRequestConflict") : error(503, "SlowDown")));
    }

    private static String written(Account world, PutObjectRequest request, byte[] bytes) {
        String purpose = ObjectKind.of(request.bucket(), request.key());
        return purpose.equals("head")
                ? StateWriteKind.purpose(
                        world.buckets()
                                .get(request.bucket(), request.key())
                                .map(Buckets.Stored::bytes)
                                .orElse(new byte[0]),
                        bytes)
                : purpose;
    }

    private static PutObjectResponse put(Account world, PutObjectRequest request, byte[] bytes) {
        var before = world.buckets().get(request.bucket(), request.key());
        if (request.ifNoneMatch() != null && before.isPresent()) {
            throw error(412, "PreconditionFailed");
        }
        if (request.ifMatch() != null) {
            if (before.isEmpty()) {
                throw NoSuchKeyException.builder()
                        .message("no such key")
                        .statusCode(404)
                        .build();
            }
            if (!request.ifMatch().replace("\"", "").equals(before.get().etag())) {
                throw error(412, "PreconditionFailed");
            }
        }
        Buckets.Stored stored = world.buckets().put(request.bucket(), request.key(), bytes);
        world.wrote(request.bucket(), request.key(), before, stored);
        return PutObjectResponse.builder().eTag("\"" + stored.etag() + "\"").build();
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        Account world = account.get();
        return world.gate()
                .through(SimulatedCall.of(
                        site("s3.CopyObject", request.destinationBucket(), request.destinationKey()),
                        request.destinationKey(),
                        () -> copy(world, request),
                        SimulatedS3::slowDown));
    }

    private static CopyObjectResponse copy(Account world, CopyObjectRequest request) {
        Buckets.Stored source =
                world.buckets().get(request.sourceBucket(), request.sourceKey()).orElseThrow(SimulatedS3::missing);
        if (request.copySourceIfMatch() != null && !request.copySourceIfMatch().equals(source.etag())) {
            throw error(412, "PreconditionFailed");
        }
        Buckets.Stored stored =
                world.buckets().put(request.destinationBucket(), request.destinationKey(), source.bytes());
        return CopyObjectResponse.builder()
                .copyObjectResult(result -> result.eTag("\"" + stored.etag() + "\""))
                .build();
    }

    @Override
    public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest request) {
        Account world = account.get();
        return world.gate()
                .through(SimulatedCall.of(
                        site("s3.GetObject", request.bucket(), request.key()),
                        request.key(),
                        () -> {
                            Buckets.Stored stored = world.buckets()
                                    .get(request.bucket(), request.key())
                                    .orElseThrow(SimulatedS3::missing);
                            return ResponseBytes.fromByteArray(
                                    GetObjectResponse.builder()
                                            .eTag("\"" + stored.etag() + "\"")
                                            .build(),
                                    stored.bytes());
                        },
                        SimulatedS3::slowDown));
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        ResponseBytes<GetObjectResponse> whole = getObjectAsBytes(request);
        try {
            return transformer.transform(whole.response(), AbortableInputStream.create(whole.asInputStream()));
        } catch (Exception e) {
            throw SdkClientException.create("the object could not be read", e);
        }
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        Account world = account.get();
        return world.gate()
                .through(SimulatedCall.of(
                        site("s3.HeadObject", request.bucket(), request.key()),
                        request.key(),
                        () -> {
                            Buckets.Stored stored = world.buckets()
                                    .get(request.bucket(), request.key())
                                    .orElseThrow(SimulatedS3::missing);
                            if (request.ifMatch() != null
                                    && !request.ifMatch().replace("\"", "").equals(stored.etag())) {
                                throw error(412, "PreconditionFailed");
                            }
                            return HeadObjectResponse.builder()
                                    .eTag("\"" + stored.etag() + "\"")
                                    .contentLength((long) stored.bytes().length)
                                    .checksumSHA256(
                                            request.checksumMode() == ChecksumMode.ENABLED ? stored.content() : null)
                                    .build();
                        },
                        SimulatedS3::slowDown));
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        Account world = account.get();
        String prefix = request.prefix() == null ? "" : request.prefix();
        return world.gate()
                .through(SimulatedCall.of(
                        site("s3.ListObjectsV2", request.bucket(), prefix),
                        prefix,
                        () -> page(world, request, prefix),
                        SimulatedS3::slowDown));
    }

    private static ListObjectsV2Response page(Account world, ListObjectsV2Request request, String prefix) {
        if ("/".equals(request.delimiter())) {
            return folders(world, request, prefix);
        }
        String after = request.continuationToken() == null ? "" : request.continuationToken();
        List<Map.Entry<String, Buckets.Stored>> left =
                world.buckets().list(request.bucket(), prefix).entrySet().stream()
                        .filter(entry -> entry.getKey().compareTo(after) > 0)
                        .limit(world.objectsInAPage() + 1L)
                        .toList();
        boolean more = left.size() > world.objectsInAPage();
        List<Map.Entry<String, Buckets.Stored>> shown = more ? left.subList(0, world.objectsInAPage()) : left;
        return ListObjectsV2Response.builder()
                .contents(shown.stream()
                        .map(entry -> S3Object.builder()
                                .key(entry.getKey())
                                .eTag("\"" + entry.getValue().etag() + "\"")
                                .size((long) entry.getValue().bytes().length)
                                .build())
                        .toList())
                .isTruncated(more)
                .nextContinuationToken(more ? shown.get(shown.size() - 1).getKey() : null)
                .build();
    }

    /** Few enough for one page. */
    private static ListObjectsV2Response folders(Account world, ListObjectsV2Request request, String prefix) {
        return ListObjectsV2Response.builder()
                .commonPrefixes(world.buckets().list(request.bucket(), prefix).keySet().stream()
                        .filter(key -> key.indexOf('/', prefix.length()) > 0)
                        .map(key -> key.substring(0, key.indexOf('/', prefix.length()) + 1))
                        .distinct()
                        .map(folder -> CommonPrefix.builder().prefix(folder).build())
                        .toList())
                .isTruncated(false)
                .build();
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        Account world = account.get();
        List<ObjectIdentifier> named = request.delete().objects();
        String first = named.get(0).key();
        return world.gate()
                .through(SimulatedCall.answering(
                        site("s3.DeleteObjects", request.bucket(), first),
                        first,
                        () -> deleted(world, request.bucket(), named, 0),
                        () -> deleted(world, request.bucket(), named, named.size() / 2 + 1)));
    }

    /** S3 answers for each object; it may refuse some of them and take the others away. */
    private static DeleteObjectsResponse deleted(
            Account world, String bucket, List<ObjectIdentifier> named, int refused) {
        named.subList(refused, named.size()).forEach(object -> world.remove(bucket, object.key()));
        return DeleteObjectsResponse.builder()
                .errors(named.subList(0, refused).stream()
                        .map(object -> S3Error.builder()
                                .key(object.key())
                                .code("InternalError")
                                .message("We encountered an internal error. Please try again.")
                                .build())
                        .toList())
                .build();
    }

    private static FaultPoint site(String operation, String bucket, String key) {
        return new FaultPoint(operation, ObjectKind.of(bucket, key));
    }

    private static NoSuchKeyException missing() {
        return NoSuchKeyException.builder()
                .message("no such key")
                .statusCode(404)
                .build();
    }

    private static RuntimeException slowDown() {
        return error(503, "SlowDown");
    }

    private static S3Exception error(int status, String code) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .message(code)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(code)
                        .serviceName("S3")
                        .build())
                .build();
    }

    private static byte[] bytes(RequestBody body) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a body in memory cannot be read", e);
        }
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}
}
