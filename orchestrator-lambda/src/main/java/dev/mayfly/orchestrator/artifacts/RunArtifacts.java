package dev.mayfly.orchestrator.artifacts;

import dev.mayfly.contract.Claim;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.RunProgress;
import dev.mayfly.orchestrator.inputs.InputChecksums;
import dev.mayfly.orchestrator.run.LogStatus;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;

/** What the function and the step leave for each other on S3. */
public interface RunArtifacts {
    /** Where an attempt's documents lie. */
    AttemptPaths paths(String attemptName);

    /** Writes a plan where its attempt's plans lie and answers its sha256. */
    String put(RunPlan plan, AttemptPaths places);

    /** Copies a file that may change again, for one attempt, as it was when it was listed; the copy is what a plan can pin. */
    InputFile snapshot(InputFile file, String attemptName);

    /** Writes down the checksums of a dataset's files of one fingerprint. */
    void snapshot(InputChecksums checksums, String dataset, String fingerprint);

    /** The checksums of a dataset's files of one fingerprint, where they were written down and can be read. */
    Optional<InputChecksums> checksums(String dataset, String fingerprint);

    /** A document's bytes, where it is there. */
    Optional<byte[]> read(URI where);

    /** Who claimed an attempt, if anybody did. */
    Optional<Claim> claim(String attemptName);

    /** Takes an attempt away from any driver that has not claimed it; answers whose claim stands then. */
    Claim revoke(String runId, int attempt, String nonce, Instant now);

    /** Every object below a prefix, by its path below it, with its size; they are handed on as they are listed. */
    void list(URI prefix, ObjLongConsumer<String> each);

    /** Removes every object below a prefix; false where time ran out before all were gone. */
    boolean remove(URI prefix, BooleanSupplier timeLeft);

    /** How far the step has come, where it says so. */
    Optional<RunProgress> progress(String attemptName);

    /** The failed step's log, once EMR has put it on S3. */
    LogStatus log(String clusterId, String stepId);

    /**
     * What the bootstrap action wrote that EMR's reason names by instance and number, once EMR has put it on S3; nothing where the
     * reason names none.
     */
    LogStatus bootstrapLog(String clusterId, String reason);
}
