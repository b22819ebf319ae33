package dev.mayfly.orchestrator.exchange;

import dev.mayfly.contract.S3Uris;
import java.net.URI;

/** The addresses of one attempt's documents in the state bucket. */
public record ExchangePlaces(URI plan, URI claim, URI manifest, URI failure, URI progress) {
    static ExchangePlaces in(String bucket, String attemptName) {
        return new ExchangePlaces(
                S3Uris.of(bucket, "plans/" + attemptName + ".json"),
                S3Uris.of(bucket, "claims/" + attemptName + ".json"),
                S3Uris.of(bucket, "manifests/" + attemptName + ".json"),
                S3Uris.of(bucket, "manifests/" + attemptName + ".failure.json"),
                S3Uris.of(bucket, "progress/" + attemptName + ".json"));
    }
}
