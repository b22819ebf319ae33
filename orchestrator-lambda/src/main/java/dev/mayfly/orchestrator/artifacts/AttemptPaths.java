package dev.mayfly.orchestrator.artifacts;

import dev.mayfly.contract.S3Uris;
import java.net.URI;

/**
 * The addresses of one attempt's documents in the state bucket. Plans are addressed by what they say: of two invocations that
 * plan the same attempt at once, the one whose head is refused does not overwrite what the other's head pins.
 */
public record AttemptPaths(URI plans, URI claim, URI manifest, URI failure, URI progress) {
    private static final int ENOUGH = 16;

    /** Where the plan with these bytes lies. */
    public URI plan(String sha256) {
        return S3Uris.of(S3Uris.bucket(plans), S3Uris.key(plans) + sha256.substring(0, ENOUGH) + ".json");
    }

    static AttemptPaths in(String bucket, String attemptName) {
        return new AttemptPaths(
                S3Uris.of(bucket, "plans/" + attemptName + "-"),
                S3Uris.of(bucket, "claims/" + attemptName + ".json"),
                S3Uris.of(bucket, "manifests/" + attemptName + ".json"),
                S3Uris.of(bucket, "manifests/" + attemptName + ".failure.json"),
                S3Uris.of(bucket, "progress/" + attemptName + ".json"));
    }
}
