package dev.mayfly.cli.bench;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The shipped dataset's tables as a step is told of them, with a folder's files for their inputs. */
final class BenchTables {
    private static final long FILE_BYTES = 128L << 20;
    private static final int PARTITIONS = 10_000;
    private final Map<String, Map<String, Object>> tables;

    private BenchTables(Map<String, Map<String, Object>> tables) {
        this.tables = tables;
    }

    @SuppressWarnings("unchecked") // the shipped file is of this shape; tests of its own hold it to that
    static BenchTables of(Path yaml) throws IOException {
        Map<String, Object> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(yaml));
        return new BenchTables((Map<String, Map<String, Object>>) root.get("tables"));
    }

    /** The plans of the named tables: what they read in {@code data}, written below {@code out}. */
    List<TablePlan> plans(List<String> names, Path data, Path out) throws IOException {
        Stream.Builder<TablePlan> plans = Stream.builder();
        for (String name : names) {
            Map<String, Object> table = tables.get(name);
            plans.add(new TablePlan(
                    name,
                    inputs(data, String.valueOf(table.get("files"))),
                    columns(table),
                    new TableLayout(list(table, "partitionBy"), list(table, "sortBy"), FILE_BYTES, PARTITIONS),
                    folder(out, name),
                    folder(out, "_rejects/" + name),
                    0.001,
                    Boolean.TRUE.equals(table.get("countDuplicates"))));
        }
        return plans.build().toList();
    }

    private static java.net.URI folder(Path out, String name) {
        return java.net.URI.create("%s/%s/".formatted(out.toUri().toString().replaceFirst("/$", ""), name));
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

    private static List<Column> columns(Map<String, Object> table) {
        return ((Map<?, ?>) table.get("columns"))
                .entrySet().stream()
                        .map(entry -> column(String.valueOf(entry.getKey()), entry.getValue()))
                        .toList();
    }

    private static Column column(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Column(
                    name, ColumnType.of(String.valueOf(map.get("type"))), Boolean.TRUE.equals(map.get("nullable")), "");
        }
        return new Column(name, ColumnType.of(String.valueOf(value)), false, "");
    }

    private static List<String> list(Map<String, Object> table, String key) {
        return table.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
