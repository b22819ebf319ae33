package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.ObjectKeys;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.run.IgnoredFiles;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of each table, what is wrong with them as a whole, and what no table reads; {@code tiered} are those of S3
 * Intelligent-Tiering, which may be in an archive tier.
 */
public record Inputs(
        Map<String, List<InputFile>> byTable, List<String> problems, IgnoredFiles ignored, Set<URI> tiered) {
    private static final int MOST_EXAMPLES = 10;

    /** The pattern of a table's files, and whether it needs any. */
    public record Wanted(String pattern, boolean required) {}

    public Inputs {
        byTable = java.util.Collections.unmodifiableMap(new TreeMap<>(byTable));
        problems = List.copyOf(problems);
        tiered = Set.copyOf(tiered);
    }

    public Inputs(Map<String, List<InputFile>> byTable, List<String> problems, IgnoredFiles ignored) {
        this(byTable, problems, ignored, Set.of());
    }

    /** Sorts files into tables by their path below the source; hidden ones and folder markers belong to none. */
    public static Inputs sort(URI source, List<InputFile> files, Map<String, Wanted> tables) {
        Map<String, String> patterns = new LinkedHashMap<>();
        tables.forEach((table, wanted) -> patterns.put(table, wanted.pattern()));
        Sorting sorting = new Sorting(new TablePatterns(patterns));
        tables.keySet().forEach(table -> sorting.byTable.put(table, new ArrayList<>()));
        files.forEach(file -> sorting.add(below(source, file.uri()), file));
        sorting.unreadable().ifPresent(sorting.problems::add);
        tables.forEach((table, wanted) -> {
            if (wanted.required() && sorting.byTable.get(table).isEmpty()) {
                sorting.problems.add("no file for table %s matches %s yet".formatted(table, wanted.pattern()));
            }
        });
        return new Inputs(
                sorting.byTable, sorting.problems, new IgnoredFiles(sorting.ignored, sorting.examples, sorting.hidden));
    }

    private static final class Sorting {
        private final TablePatterns patterns;
        private final Map<String, List<InputFile>> byTable = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();
        private final List<IgnoredFiles.Example> examples = new ArrayList<>();
        private final List<InputFile> unreadable = new ArrayList<>();
        private long ignored;
        private long hidden;

        Sorting(TablePatterns patterns) {
            this.patterns = patterns;
        }

        void add(String name, InputFile file) {
            if (ObjectKeys.isFolderMarker(name, file.bytes())) {
                return;
            }
            if (name.isEmpty() || name.endsWith("/")) {
                ignore(name, "its key ends in a slash, so readers take it for a folder: upload it under a name");
            } else if (unusable(file.uri())) {
                ignore(name, "its key cannot be the name of a file: delete it");
            } else if (ObjectKeys.isHidden(name)) {
                hidden += patterns.match(name) ? 1 : 0;
            } else if (!ObjectKeys.isReadable(S3Uris.key(file.uri()))
                    && (patterns.match(name) || patterns.match(ObjectKeys.readable(name)))) {
                unreadable.add(file);
            } else {
                give(name, file);
            }
        }

        private void give(String name, InputFile file) {
            List<String> owners = patterns.tables(name);
            owners.forEach(table -> byTable.get(table).add(file));
            if (owners.size() > 1) {
                problems.add(
                        "%s belongs to more than one table %s: make their patterns differ".formatted(name, owners));
            }
            if (owners.isEmpty()) {
                ignore(name, patterns.whyUnmatched(name));
            }
        }

        private void ignore(String name, String why) {
            ignored++;
            if (examples.size() < MOST_EXAMPLES) {
                examples.add(new IgnoredFiles.Example(name, why));
            }
        }

        /** One sentence for all of them: an uploader that makes one such key makes many. */
        private Optional<String> unreadable() {
            return unreadable.stream().findFirst().map(file -> {
                String key = S3Uris.text(file.uri());
                return "%s cannot be read by Spark: %s%s"
                        .formatted(
                                key,
                                key.substring("s3://".length()).contains("//")
                                        ? "upload it without the empty folder"
                                        : "upload it under a key without . and .. as folders",
                                unreadable.size() == 1
                                        ? ""
                                        : "; %d more objects have such keys".formatted(unreadable.size() - 1));
            });
        }
    }

    /** Whether an object's key is no file's name anywhere: one with a NUL in it is none, and no table's. */
    public static boolean unusable(URI file) {
        return S3Uris.key(file).indexOf('\0') >= 0;
    }

    /** The same, with something else that is wrong with them, which is said first. */
    public Inputs withProblem(String problem) {
        List<String> all = new ArrayList<>(List.of(problem));
        all.addAll(problems);
        return new Inputs(byTable, all, ignored, tiered);
    }

    /** The same, of which these may be in an archive tier. */
    public Inputs withTiered(Set<URI> perhapsArchived) {
        return new Inputs(byTable, problems, ignored, perhapsArchived);
    }

    /** A hash of every file's key, ETag and size: the same for the same files in whatever order they came. */
    public String fingerprint() {
        StringBuilder all = new StringBuilder();
        files().stream()
                .sorted(Comparator.comparing(file -> file.uri().toString()))
                .forEach(file -> all.append(file.uri())
                        .append('\n')
                        .append(file.etag())
                        .append('\n')
                        .append(file.bytes())
                        .append('\n'));
        return ContractJson.sha256(all.toString());
    }

    /** Every table's files. */
    public List<InputFile> files() {
        return byTable.values().stream().flatMap(List::stream).distinct().toList();
    }

    /** The key of an object below its source. */
    static String below(URI source, URI file) {
        return S3Uris.key(file).substring(S3Uris.key(source).length());
    }
}
