package dev.mayfly.orchestrator.artifacts;

import dev.mayfly.contract.Claim;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.RunProgress;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.inputs.InputChecksums;
import dev.mayfly.orchestrator.run.LogStatus;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.EOFException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/** The exchange on the state bucket. */
public final class S3ExchangeGateway implements RunArtifacts {
    private static final Logger LOG = LoggerFactory.getLogger(S3ExchangeGateway.class);
    /** As in "On the master instance (i-0abc), bootstrap action 1 returned a non-zero return code". */
    private static final Pattern INSTANCE = Pattern.compile("\\bi-[0-9a-z]+");

    private static final Pattern BOOTSTRAP_ACTION =
            Pattern.compile("bootstrap action (\\d+)", Pattern.CASE_INSENSITIVE);
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private final S3Client s3;
    private final S3Client once;
    private final String bucket;

    @Inject
    public S3ExchangeGateway(S3Client s3, @Named("once") S3Client once, @Named("state") String bucket) {
        this.s3 = s3;
        this.once = once;
        this.bucket = bucket;
    }

    @Override
    public AttemptPaths paths(String attemptName) {
        return AttemptPaths.in(bucket, attemptName);
    }

    @Override
    public String put(RunPlan plan, AttemptPaths places) {
        byte[] bytes = ContractJson.bytes(plan);
        URI where = places.plan(ContractJson.sha256(bytes));
        s3.putObject(
                request -> request.bucket(S3Uris.bucket(where))
                        .key(S3Uris.key(where))
                        .contentType("application/json"),
                RequestBody.fromBytes(bytes));
        return ContractJson.sha256(bytes);
    }

    @Override
    public InputFile snapshot(InputFile file, String attemptName) {
        if (file.bytes() > InputSnapshots.MOST_BYTES) {
            return file;
        }
        URI copy = InputSnapshots.copy(bucket, attemptName, file.uri());
        try {
            CopyObjectResponse copied = s3.copyObject(request -> request.sourceBucket(S3Uris.bucket(file.uri()))
                    .sourceKey(S3Uris.key(file.uri()))
                    .copySourceIfMatch(file.etag())
                    .destinationBucket(bucket)
                    .destinationKey(S3Uris.key(copy))
                    .taggingDirective(TaggingDirective.REPLACE));
            return new InputFile(copy, copied.copyObjectResult().eTag().replace("\"", ""), file.bytes());
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == NOT_FOUND) {
                throw new InputChangedException(S3Uris.text(file.uri()) + " changed while it was being copied", e);
            }
            throw e;
        }
    }

    @Override
    public void snapshot(InputChecksums checksums, String dataset, String fingerprint) {
        s3.putObject(
                request -> request.bucket(bucket)
                        .key(checksumsKey(dataset, fingerprint))
                        .contentType("application/json"),
                RequestBody.fromBytes(ContractJson.bytes(checksums)));
    }

    @Override
    public Optional<InputChecksums> checksums(String dataset, String fingerprint) {
        URI where = S3Uris.of(bucket, checksumsKey(dataset, fingerprint));
        try {
            return read(where).map(bytes -> InputChecksums.read(bytes, where.toString()));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; the files count as changed", e.getMessage());
            return Optional.empty();
        }
    }

    private static String checksumsKey(String dataset, String fingerprint) {
        return "plans/checksums/" + dataset + "/" + fingerprint + ".json";
    }

    @Override
    public Optional<byte[]> read(URI where) {
        try {
            return Optional.of(s3.getObjectAsBytes(
                            request -> request.bucket(S3Uris.bucket(where)).key(S3Uris.key(where)))
                    .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Claim> claim(String attemptName) {
        URI where = paths(attemptName).claim();
        return read(where).map(bytes -> ContractJson.read(bytes, Claim.class, where.toString()));
    }

    @Override
    public Claim revoke(String runId, int attempt, String nonce, Instant now) {
        String attemptName = runId + "-a" + attempt;
        Claim ours = new Claim(runId, attempt, Claim.Holder.REVOKED, "", nonce, now);
        URI where = paths(attemptName).claim();
        SdkException refusal;
        try {
            once.putObject(
                    request -> request.bucket(bucket)
                            .key(S3Uris.key(where))
                            .ifNoneMatch("*")
                            .contentType("application/json"),
                    RequestBody.fromBytes(ContractJson.bytes(ours)));
            return ours;
        } catch (SdkException e) {
            refusal = e;
        }
        // Whatever the answer meant, the claim that stands is the one that can be read.
        return claim(attemptName).orElseThrow(() -> refusal);
    }

    @Override
    public void list(URI prefix, ObjLongConsumer<String> each) {
        String key = S3Uris.key(prefix);
        for (S3Object object : s3.listObjectsV2Paginator(request ->
                        request.bucket(S3Uris.bucket(prefix)).prefix(key).encodingType(EncodingType.URL))
                .contents()) {
            each.accept(object.key().substring(key.length()), object.size());
        }
    }

    @Override
    public boolean remove(URI prefix, BooleanSupplier timeLeft) {
        String in = S3Uris.bucket(prefix);
        for (ListObjectsV2Response page : s3.listObjectsV2Paginator(
                request -> request.bucket(in).prefix(S3Uris.key(prefix)).encodingType(EncodingType.URL))) {
            if (!timeLeft.getAsBoolean()) {
                return false;
            }
            List<ObjectIdentifier> named = page.contents().stream()
                    .map(object -> ObjectIdentifier.builder().key(object.key()).build())
                    .toList();
            if (named.isEmpty()) {
                continue;
            }
            DeleteObjectsResponse answer = s3.deleteObjects(request ->
                    request.bucket(in).delete(delete -> delete.objects(named).quiet(true)));
            if (answer.hasErrors() && !answer.errors().isEmpty()) {
                throw new IllegalStateException("S3 did not remove %d of %d objects below %s, the first because of %s"
                        .formatted(
                                answer.errors().size(),
                                named.size(),
                                prefix,
                                answer.errors().get(0).message()));
            }
        }
        return true;
    }

    @Override
    public Optional<RunProgress> progress(String attemptName) {
        URI where = paths(attemptName).progress();
        return read(where).map(bytes -> ContractJson.read(bytes, RunProgress.class, where.toString()));
    }

    /** A log that S3 does not give is not there yet: a run's end waits for it a while, and for nothing else. */
    @Override
    public LogStatus log(String clusterId, String stepId) {
        return gzipLog("logs/%s/steps/%s/stderr.gz".formatted(clusterId, stepId));
    }

    @Override
    public LogStatus bootstrapLog(String clusterId, String reason) {
        Matcher instance = INSTANCE.matcher(reason);
        Matcher action = BOOTSTRAP_ACTION.matcher(reason);
        return instance.find() && action.find()
                ? gzipLog("logs/%s/node/%s/bootstrap-actions/%s/stderr.gz"
                        .formatted(clusterId, instance.group(), action.group(1)))
                : new LogStatus.NoneWritten();
    }

    private LogStatus gzipLog(String key) {
        try {
            return s3.getObject(
                    request -> request.bucket(bucket).key(key), ResponseTransformer.unmanaged((response, body) -> {
                        try {
                            return new LogStatus.Found(StepLogReader.read(
                                    new InputStreamReader(new GZIPInputStream(body), StandardCharsets.UTF_8)));
                        } catch (ZipException | EOFException e) {
                            return new LogStatus.Found(
                                    StepLogReader.unreadable("the log cannot be unpacked: " + e.getMessage()));
                        } finally {
                            body.abort();
                        }
                    }));
        } catch (SdkException e) {
            return new LogStatus.NotYet();
        }
    }
}
