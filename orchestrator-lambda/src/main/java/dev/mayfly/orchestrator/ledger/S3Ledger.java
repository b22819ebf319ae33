package dev.mayfly.orchestrator.ledger;

import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One S3 object a dataset, {@code ledger/<dataset>/head.json}, changed only by conditional PutObject. The writing client
 * must not retry: its second try would meet its own first one as somebody else's.
 */
public final class S3Ledger implements Ledger {
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private final S3Client reading;
    /** Made at the first write, which most ticks do without. */
    private final Provider<S3Client> writing;

    private final String bucket;
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    /** One invocation reads a head several times, and most ticks find it as the last one did: the same bytes say the same. */
    private record Parsed(byte[] json, DatasetState head) {}

    @Inject
    public S3Ledger(S3Client reading, @Named("once") Provider<S3Client> writing, @Named("state") String bucket) {
        this.reading = reading;
        this.writing = writing;
        this.bucket = bucket;
    }

    @Override
    public Optional<Stored> read(String dataset) {
        String key = "ledger/" + dataset + "/head.json";
        return fetch(key)
                .map(object -> new Stored(
                        head(key, object.asByteArray()), object.response().eTag()));
    }

    private DatasetState head(String key, byte[] json) {
        return parsed.compute(
                        key,
                        (same, before) -> before != null && Arrays.equals(before.json(), json)
                                ? before
                                : new Parsed(json, LedgerJson.head(json, "s3://" + bucket + "/" + key)))
                .head();
    }

    @Override
    public Swap swap(Optional<Stored> before, DatasetState next) {
        String key = "ledger/" + next.dataset() + "/head.json";
        PutObjectRequest.Builder put =
                PutObjectRequest.builder().bucket(bucket).key(key).contentType("application/json");
        before.ifPresentOrElse(stored -> put.ifMatch(stored.etag()), () -> put.ifNoneMatch("*"));
        byte[] json = LedgerJson.bytes(next);
        try {
            String etag = writing.get()
                    .putObject(put.build(), RequestBody.fromBytes(json))
                    .eTag();
            parsed.put(key, new Parsed(json, next));
            return new Swap.Won(new Stored(next, etag));
        } catch (S3Exception e) {
            if (e.statusCode() == CONFLICT) {
                return new Swap.Lost();
            }
            return e.statusCode() == PRECONDITION_FAILED || e.statusCode() >= 500
                    ? resolveAmbiguousWrite(next, e)
                    : refused(e);
        } catch (SdkException e) {
            return resolveAmbiguousWrite(next, e);
        }
    }

    /** A write whose answer says nothing is ours if its nonce is there. */
    private Swap resolveAmbiguousWrite(DatasetState next, SdkException cause) {
        try {
            return read(next.dataset())
                    .filter(stored -> stored.head().nonce().equals(next.nonce()))
                    .<Swap>map(Swap.Won::new)
                    .orElse(new Swap.Lost());
        } catch (SdkException e) {
            return new Swap.Unknown("the ledger could be neither written nor read: " + cause.getMessage());
        }
    }

    private static Swap refused(S3Exception e) {
        return new Swap.Unknown("the ledger refused the write: " + e.getMessage());
    }

    @Override
    public void archive(Run run) {
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(runKey(run.dataset(), run.id()))
                .ifNoneMatch("*")
                .contentType("application/json")
                .build();
        try {
            writing.get().putObject(put, RequestBody.fromBytes(LedgerJson.bytes(run)));
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw e;
            }
        }
    }

    @Override
    public Optional<Run> run(String dataset, String runId) {
        String key = runKey(dataset, runId);
        return fetch(key).map(object -> LedgerJson.read(object.asByteArray(), Run.class, "s3://" + bucket + "/" + key));
    }

    @Override
    public List<String> runIds(String dataset, int most) {
        String prefix = "ledger/" + dataset + "/runs/";
        Deque<String> latest = new ArrayDeque<>();
        for (S3Object object : reading.listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(prefix).encodingType(EncodingType.URL))
                .contents()) {
            latest.addFirst(object.key().substring(prefix.length()).replace(".json", ""));
            if (latest.size() > most) {
                latest.removeLast();
            }
        }
        return new ArrayList<>(latest);
    }

    private Optional<ResponseBytes<GetObjectResponse>> fetch(String key) {
        try {
            return Optional.of(
                    reading.getObjectAsBytes(request -> request.bucket(bucket).key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private static String runKey(String dataset, String runId) {
        return "ledger/" + dataset + "/runs/" + runId + ".json";
    }
}
