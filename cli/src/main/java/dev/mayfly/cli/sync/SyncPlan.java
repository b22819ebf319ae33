package dev.mayfly.cli.sync;

import dev.mayfly.orchestrator.run.IgnoredFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a folder holds, what of it has to be uploaded, what of it no table reads, and whether the manifest has to be written. */
public record SyncPlan(List<Local> all, List<Local> changed, IgnoredFiles ignored, boolean manifestStale) {
    /** A file by its key below the prefix. */
    public record Local(Path path, String key, long bytes, String sha256) {}

    public SyncPlan {
        all = List.copyOf(all);
        changed = List.copyOf(changed);
    }

    public boolean nothingNew() {
        return changed.isEmpty() && !manifestStale;
    }

    public long bytes() {
        return changed.stream().mapToLong(Local::bytes).sum();
    }

    /** What to know before the upload. */
    public Optional<String> warning() {
        return ignored.isEmpty()
                ? Optional.empty()
                : Optional.of(ignored.describe() + "; uploaded all the same, and not listed in the manifest");
    }

    String sentence() {
        return nothingNew()
                ? "nothing new: all %d files are there already".formatted(all.size())
                : "uploaded %d of %d files, %d bytes, and their manifest"
                        .formatted(changed.size(), all.size(), bytes());
    }
}
