package dev.mayfly.cli.bench;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.dataset.DatasetFile;
import dev.mayfly.orchestrator.dataset.DatasetTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The shipped dataset's tables as a step is told of them, rules included, with a folder's files for their inputs. */
final class BenchTables {
    private final List<DatasetTable> tables;

    private BenchTables(List<DatasetTable> tables) {
        this.tables = List.copyOf(tables);
    }

    static BenchTables of(Path yaml) throws IOException {
        Map<String, String> buckets = Map.of("raw", "bench-raw", "curated", "bench-curated");
        return new BenchTables(DatasetFile.parse(yaml.toString(), Files.readString(yaml), buckets)
                .tables());
    }

    /** The plans of the named tables: what they read in {@code data}, written below {@code out}. */
    List<TablePlan> plans(List<String> names, Path data, Path out) throws IOException {
        List<TablePlan> plans = new ArrayList<>();
        for (String name : names) {
            DatasetTable table = named(name);
            plans.add(new TablePlan(
                    name,
                    inputs(data, table.files()),
                    table.columns(),
                    table.layout(),
                    folder(out, name),
                    folder(out, "_rejects/" + name),
                    table.maxRejected(),
                    table.countDuplicates(),
                    table.reading()));
        }
        return plans;
    }

    private DatasetTable named(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the shipped dataset has no table " + name));
    }

    private static URI folder(Path out, String name) {
        return URI.create("%s/%s/".formatted(out.toUri().toString().replaceFirst("/$", ""), name));
    }

    private static List<InputFile> inputs(Path data, String pattern) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .map(file -> new InputFile(
                            file.toUri(), "on-a-disk", file.toFile().length()))
                    .toList();
        }
    }
}
