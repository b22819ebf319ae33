package dev.mayfly.cli.sync;

import java.nio.file.Path;
import java.util.List;

/** What a folder holds, and what of it has to be uploaded. */
public record SyncPlan(List<Local> all, List<Local> changed, boolean manifestMissing) {
    /** A file by its key below the prefix. */
    public record Local(Path path, String key, long bytes, String sha256) {}

    public SyncPlan {
        all = List.copyOf(all);
        changed = List.copyOf(changed);
    }

    public boolean nothingNew() {
        return changed.isEmpty() && !manifestMissing;
    }

    public long bytes() {
        return changed.stream().mapToLong(Local::bytes).sum();
    }

    String sentence() {
        return nothingNew()
                ? "nothing new: all %d files are there already".formatted(all.size())
                : "uploaded %d of %d files, %d bytes, and their manifest"
                        .formatted(changed.size(), all.size(), bytes());
    }
}
