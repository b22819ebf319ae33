package dev.mayfly.cli.bench.catalog;

import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.AttemptStatus;
import dev.mayfly.orchestrator.run.FallbackLevel;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.Usd;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A run that was: its files lie in the curated bucket, its plan and manifest in the state bucket, its record in the ledger. */
record Made(S3Client s3, LiteralEvents events, VerifiedRun verified, Generation generation) {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    static Made of(LocalDeployment stage, S3Client s3, LiteralEvents events) {
        VerifiedRun verified = new VerifiedRun(s3, stage.bucket("StateBucket"), events);
        Made made = new Made(s3, events, verified, verified.generation());
        events.between(0, events.partitions()).forEach(made::leaveFiles);
        verified.ledger().archive(made.record());
        return made;
    }

    /** Leaves it where a driver would have left it whose output was just verified. */
    void isAboutToBePublished(Ledger ledger) {
        Ledger.Stored before = ledger.read(LiteralEvents.DATASET).orElseThrow();
        Ledger.Swap swap = ledger.swap(Optional.of(before), before.head().withRun(verified.publishing(generation)));
        if (!(swap instanceof Ledger.Swap.Won)) {
            throw new IllegalStateException("somebody else wrote the ledger: " + swap);
        }
    }

    long filesLeft() {
        URI output = events.plan().output();
        return s3
                .listObjectsV2Paginator(
                        request -> request.bucket(S3Uris.bucket(output)).prefix(S3Uris.key(output)))
                .contents()
                .stream()
                .count();
    }

    private void leaveFiles(PartitionOutput partition) {
        for (OutputFile file : partition.files()) {
            s3.putObject(
                    request -> request.bucket(S3Uris.bucket(partition.location()))
                            .key(S3Uris.key(partition.location()) + file.name()),
                    RequestBody.fromString("PAR1"));
        }
    }

    private Run record() {
        Run publishing = verified.publishing(generation);
        return new Run(
                publishing.id(),
                Run.Kind.TRANSFORM,
                publishing.dataset(),
                publishing.fingerprint(),
                publishing.definitionHash(),
                publishing.jobVersion(),
                new RunState.Ended(Outcome.SUCCEEDED),
                List.of(attempt()),
                Usd.ZERO,
                0,
                THEN,
                Optional.of(generation),
                publishing.history());
    }

    private Attempt attempt() {
        byte[] manifest = s3.getObjectAsBytes(request ->
                        request.bucket(S3Uris.bucket(generation.manifest())).key(S3Uris.key(generation.manifest())))
                .asByteArray();
        return new Attempt(
                1,
                "mayfly/test/literal/" + events.run() + "/a1",
                "small",
                FallbackLevel.AS_ASKED,
                Optional.of(ContractJson.read(manifest, RunManifest.class, "the manifest")
                        .planSha256()),
                THEN,
                THEN.plus(Duration.ofMinutes(20)),
                THEN.plus(Duration.ofHours(2)),
                Usd.ZERO,
                Usd.ZERO,
                new AttemptStatus(
                        Optional.of("j-MADE"),
                        "TERMINATED",
                        "",
                        Optional.empty(),
                        true,
                        Optional.of(THEN),
                        Optional.of(Usd.ZERO)),
                Optional.empty(),
                Usd.ZERO);
    }
}
