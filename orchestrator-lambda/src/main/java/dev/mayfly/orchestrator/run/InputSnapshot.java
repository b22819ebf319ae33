package dev.mayfly.orchestrator.run;

import java.util.ArrayList;
import java.util.List;

/**
 * The inputs as a LIST shows them: their fingerprint, what keeps them from being a run's inputs (a required table without
 * files, a file of two tables), what was there when the present tables were made and is not any more, whether a manifest asks for exactly these
 * files and, where none does, why not; what no table reads.
 */
public record InputSnapshot(
        String fingerprint,
        List<String> problems,
        List<String> vanished,
        boolean askedForByManifest,
        String manifestDifference,
        IgnoredFiles ignored,
        long files,
        long bytes,
        String jobVersion) {
    public InputSnapshot {
        problems = List.copyOf(problems);
        vanished = List.copyOf(vanished);
    }

    /** The same with more that keeps them from being a run's inputs. */
    public InputSnapshot but(List<String> more) {
        List<String> all = new ArrayList<>(problems);
        more.stream().filter(problem -> !problems.contains(problem)).forEach(all::add);
        return new InputSnapshot(
                fingerprint, all, vanished, askedForByManifest, manifestDifference, ignored, files, bytes, jobVersion);
    }
}
