package dev.mayfly.contract;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Everything an attempt needs to know; the step gets its address and its sha256 and nothing else.
 *
 * @param version {@link #VERSION}; a reader refuses any other
 * @param claim where the driver says that it works on this attempt, before anything else
 * @param manifest where the {@link RunManifest} goes, last of all
 * @param failure where a {@link RunFailure} goes instead
 * @param progress where {@link RunProgress} is overwritten while the step works; only people read it
 * @param deadline when the driver gives up by itself
 */
public record RunPlan(
        int version,
        String runId,
        int attempt,
        String dataset,
        List<TablePlan> tables,
        URI claim,
        URI manifest,
        URI failure,
        URI progress,
        Instant deadline) {
    public static final int VERSION = 1;

    public RunPlan {
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "this is a plan of version %d; this job reads version %d: deploy the job and the function together"
                            .formatted(version, VERSION));
        }
        Guards.present("run id", runId);
        Guards.positive("attempt", attempt);
        Guards.present("dataset", dataset);
        tables = List.copyOf(tables);
        Guards.present("claim", claim);
        Guards.present("manifest", manifest);
        Guards.present("failure", failure);
        Guards.present("progress", progress);
        Guards.present("deadline", deadline);
    }
}
