package dev.mayfly.cli.aws;

import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetFile;
import dev.mayfly.orchestrator.dataset.DatasetProblem;
import dev.mayfly.orchestrator.dataset.InvalidDatasetException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Dataset files as the function itself reads them, and what they would do to each other in one deployment. */
final class DatasetCheck {
    private final Map<String, String> buckets;
    private final List<Read> read = new ArrayList<>();
    private final List<DatasetProblem> problems = new ArrayList<>();

    private record Read(Path file, List<String> lines, Dataset dataset) {
        DatasetProblem problem(String key, String remedy) {
            int line = 1
                    + (int) lines.stream()
                            .takeWhile(text -> !text.startsWith(key + ":"))
                            .count();
            return new DatasetProblem(file.toString(), Math.min(line, lines.size()), key, remedy);
        }
    }

    /** {@code buckets} stand for {@code ${raw}} and {@code ${curated}}. */
    DatasetCheck(Map<String, String> buckets) {
        this.buckets = Map.copyOf(buckets);
    }

    void add(Path file) throws IOException {
        String yaml = Files.readString(file);
        try {
            read.add(new Read(file, yaml.lines().toList(), DatasetFile.parse(file.toString(), yaml, buckets)));
        } catch (InvalidDatasetException e) {
            problems.addAll(e.problems());
        }
    }

    /** Those of each file, then those between files. */
    List<DatasetProblem> problems(List<ClusterTemplate> templates) {
        return Stream.of(problems.stream(), wrongTemplates(templates), conflicts())
                .flatMap(each -> each)
                .toList();
    }

    private Stream<DatasetProblem> wrongTemplates(List<ClusterTemplate> templates) {
        List<String> names = templates.stream().map(ClusterTemplate::name).toList();
        return read.stream()
                .filter(one -> !one.dataset().cost().template().equals("auto")
                        && !names.contains(one.dataset().cost().template()))
                .map(one -> one.problem(
                        "cost",
                        "template '%s' is not known; auto or one of %s would be right"
                                .formatted(one.dataset().cost().template(), names)));
    }

    private Stream<DatasetProblem> conflicts() {
        List<DatasetProblem> found = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            for (int j = 0; j < read.size(); j++) {
                if (i != j) {
                    conflicts(read.get(i), read.get(j), i > j, found);
                }
            }
        }
        return found.stream();
    }

    /** What both have alike is told once, at the later one. */
    private static void conflicts(Read one, Read other, boolean later, List<DatasetProblem> found) {
        String where = other.file().toString();
        if (later && one.dataset().name().equals(other.dataset().name())) {
            found.add(one.problem("dataset", "is defined in %s too: take another name".formatted(where)));
        }
        boolean below = below(one.dataset().source(), other.dataset().source());
        if (below && (later || !below(other.dataset().source(), one.dataset().source()))) {
            found.add(one.problem(
                    "source",
                    "lies in the source of %s, so a file would be read twice: part the two".formatted(where)));
        }
        if (below(one.dataset().curated(), other.dataset().source())) {
            found.add(one.problem(
                    "curated",
                    "lies in the source of %s, so every run would start another: take another bucket or prefix"
                            .formatted(where)));
        }
    }

    private static boolean below(URI prefix, URI other) {
        return prefix.toString().startsWith(other.toString());
    }
}
