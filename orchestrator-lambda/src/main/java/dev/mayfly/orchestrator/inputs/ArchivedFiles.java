package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a run could not read because S3 has archived it: one sentence for all files that the same action helps. */
public final class ArchivedFiles {
    private static final int NAMED = 3;

    /** {@code until} is when a run that starts now ends at the latest; only {@code inputs} count. */
    public static List<String> problems(
            Collection<ArchivedFile> archived, Collection<InputFile> inputs, Instant until) {
        Set<URI> wanted = inputs.stream().map(InputFile::uri).collect(Collectors.toSet());
        List<ArchivedFile> unreadable = archived.stream()
                .filter(file -> wanted.contains(file.file().uri()) && !file.readable(until))
                .sorted(Comparator.comparing(file -> file.file().uri().toString()))
                .toList();
        List<String> problems = new ArrayList<>();
        add(
                problems,
                unreadable,
                file -> !file.restoring() && file.readableUntil().isEmpty(),
                "archived (%s)",
                "restore %1$s, or take %1$s out of the source");
        add(
                problems,
                unreadable,
                ArchivedFile::restoring,
                "archived (%s) and being restored",
                "wait until the restore is complete");
        add(
                problems,
                unreadable,
                file -> !file.restoring() && file.readableUntil().isPresent(),
                "archived (%s), and the restored copy may expire before a run that starts now ends, at " + until,
                "restore %1$s for more days, or take %1$s out of the source");
        return problems;
    }

    private static void add(
            List<String> problems, List<ArchivedFile> all, Predicate<ArchivedFile> which, String what, String remedy) {
        List<ArchivedFile> files = all.stream().filter(which).toList();
        if (files.isEmpty()) {
            return;
        }
        String archives =
                files.stream().map(ArchivedFile::archive).distinct().sorted().collect(Collectors.joining(", "));
        String names = files.stream()
                .limit(NAMED)
                .map(file -> S3Uris.text(file.file().uri()))
                .collect(Collectors.joining(", "));
        boolean one = files.size() == 1;
        problems.add("%d %s %s: %s%s; %s"
                .formatted(
                        files.size(),
                        one ? "file is" : "files are",
                        what.formatted(archives),
                        names,
                        files.size() > NAMED ? " and %d more".formatted(files.size() - NAMED) : "",
                        remedy.formatted(one ? "it" : "them")));
    }

    private ArchivedFiles() {}
}
