package dev.mayfly.orchestrator.dataset;

import static java.util.stream.Collectors.toSet;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.orchestrator.run.Usd;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a dataset file; {@code ${raw}} and {@code ${curated}} stand for the deployment's own buckets. */
public final class DatasetFile {
    private static final URI NOWHERE = URI.create("s3://nowhere/");
    private static final long MEGABYTE = 1_048_576;
    private static final int MOST_BYTES = 262_144;
    private final String file;
    private final Map<String, String> buckets;
    private final List<DatasetProblem> problems = new ArrayList<>();

    private DatasetFile(String file, Map<String, String> buckets) {
        this.file = file;
        this.buckets = buckets;
    }

    /** The dataset, or {@link InvalidDatasetException} with every problem of the file. */
    public static Dataset parse(String file, String yaml, Map<String, String> buckets) {
        DatasetFile parsing = new DatasetFile(file, buckets);
        Dataset dataset = parsing.dataset(parsing.root(yaml));
        if (!parsing.problems.isEmpty()) {
            throw new InvalidDatasetException(parsing.problems);
        }
        return dataset;
    }

    private YamlSection root(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(10);
        options.setCodePointLimit(MOST_BYTES);
        try {
            Node node = new Yaml(options).compose(new StringReader(yaml));
            if (node == null) {
                throw new InvalidDatasetException(
                        List.of(new DatasetProblem(file, 1, "the file", "is empty; 'dataset: name' is how it starts")));
            }
            return new YamlSection(file, "", node, problems);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new InvalidDatasetException(
                    List.of(new DatasetProblem(file, line, "the file", "is no YAML: " + e.getProblem())));
        } catch (YAMLException e) {
            throw new InvalidDatasetException(List.of(
                    new DatasetProblem(file, 1, "the file", "is no YAML that can be taken: " + e.getMessage())));
        }
    }

    private Dataset dataset(YamlSection root) {
        String name = root.required("dataset", "unnamed", DatasetValues::name);
        URI source = root.required("source", NOWHERE, text -> DatasetValues.prefix(text, buckets));
        URI curated = root.required("curated", NOWHERE, text -> DatasetValues.prefix(text, buckets));
        if (curated.toString().startsWith(source.toString()) && !source.equals(NOWHERE)) {
            root.problemAt(
                    "curated",
                    "lies below the source, so every run would start another: take another bucket or prefix");
        }
        String database = root.required("database", "unnamed", DatasetValues::table);
        boolean publishesRemovals =
                root.optional("onRemoved", "hold", DatasetFile::onRemoved).equals("publish");
        Dataset.Ready ready = ready(root);
        Dataset.Cost cost = cost(root);
        List<DatasetTable> tables = tables(root);
        List<DatasetView> views =
                DatasetViews.read(root, tables.stream().map(DatasetTable::name).collect(toSet()));
        Dataset dataset = new Dataset(name, source, curated, database, ready, publishesRemovals, cost, tables, views);
        root.refuseUnknown();
        return dataset;
    }

    private static String onRemoved(String text) {
        if (!text.equals("hold") && !text.equals("publish")) {
            throw new IllegalArgumentException("'%s' is neither hold nor publish".formatted(text));
        }
        return text;
    }

    private static Dataset.Ready ready(YamlSection root) {
        Duration maxWait = Duration.ofHours(1);
        Optional<YamlSection> section = root.section("ready");
        if (section.isEmpty()) {
            return new Dataset.Ready(Optional.of(Duration.ofMinutes(2)), "_manifest.json", maxWait);
        }
        Optional<Duration> quiet =
                section.get().optional("quiet", Optional.empty(), text -> Optional.of(DatasetValues.duration(text)));
        String manifest = section.get().optional("manifest", "_manifest.json", DatasetFile::manifestName);
        Duration longest = section.get().optional("maxWait", maxWait, DatasetValues::duration);
        section.get().refuseUnknown();
        return new Dataset.Ready(quiet, manifest, longest);
    }

    private static String manifestName(String text) {
        if (!text.startsWith("_") && !text.startsWith(".")) {
            throw new IllegalArgumentException(
                    "'%s' could be taken for data: a name that starts with _ would do".formatted(text));
        }
        return text;
    }

    private static Dataset.Cost cost(YamlSection root) {
        Dataset.Cost usual = new Dataset.Cost("auto", Duration.ofMinutes(45), Usd.of("1.50"), Usd.of("10"));
        return root.section("cost")
                .map(section -> {
                    Dataset.Cost cost = new Dataset.Cost(
                            section.optional("template", usual.template(), DatasetValues::name),
                            section.optional("maxDuration", usual.maxDuration(), DatasetValues::duration),
                            section.optional("perRunUsd", usual.perRun(), DatasetValues::usd),
                            section.optional("perDayUsd", usual.perDay(), DatasetValues::usd));
                    section.refuseUnknown();
                    return cost;
                })
                .orElse(usual);
    }

    private List<DatasetTable> tables(YamlSection root) {
        List<DatasetTable> tables = new ArrayList<>();
        Optional<YamlSection> section = root.section("tables");
        if (section.isEmpty()) {
            root.problemAt("tables", "is missing; a dataset has at least one table");
            return tables;
        }
        for (String name : section.get().keys()) {
            section.get().section(name).ifPresent(table -> tables.add(table(name, table)));
            try {
                DatasetValues.table(name);
            } catch (IllegalArgumentException e) {
                section.get().problemAt(name, e.getMessage());
            }
        }
        return tables;
    }

    private static DatasetTable table(String name, YamlSection section) {
        List<Column> columns = new ArrayList<>();
        section.section("columns")
                .ifPresentOrElse(
                        all -> all.keys().forEach(column -> column(column, all).ifPresent(columns::add)),
                        () -> section.problemAt("columns", "is missing; a table has at least one column"));
        List<String> declared =
                section.section("columns").map(all -> List.copyOf(all.keys())).orElse(List.of());
        TableLayout layout = new TableLayout(
                known(section, "partitionBy", declared),
                known(section, "sortBy", declared),
                section.optional("targetFileMb", 128, DatasetValues::count) * MEGABYTE,
                section.optional("maxPartitions", 10_000, DatasetValues::count));
        if (!declared.isEmpty() && layout.partitionBy().size() >= declared.size()) {
            section.problemAt("partitionBy", "names every column; at least one has to remain in the files");
        }
        DatasetTable table = new DatasetTable(
                name,
                section.required("files", "*.csv", DatasetFile::filePattern),
                section.optional("required", true, DatasetValues::flag),
                columns,
                layout,
                section.optional("maxRejected", 0.0, DatasetValues::share),
                section.optional("maxShrink", 0.5, DatasetValues::share),
                section.optional("countDuplicates", false, DatasetValues::flag),
                section.optional("adopt", false, DatasetValues::flag),
                section.optional("columnsMayChange", false, DatasetValues::flag),
                section.optional("atomic", false, DatasetValues::wholeTable));
        section.refuseUnknown();
        return table;
    }

    private static String filePattern(String text) {
        if (text.isBlank() || text.startsWith("/") || text.contains("..")) {
            throw new IllegalArgumentException(
                    "'%s' is no pattern of names below the source: events*.csv would be".formatted(text));
        }
        return text;
    }

    private static List<String> known(YamlSection section, String key, List<String> names) {
        return section.list(key).stream()
                .filter(name -> {
                    if (!names.contains(name)) {
                        section.problemAt(key, "'%s' is none of the columns %s".formatted(name, names));
                    }
                    return names.contains(name);
                })
                .toList();
    }

    static Optional<Column> column(String name, YamlSection columns) {
        if (columns.isMapping(name)) {
            return columns.section(name).flatMap(column -> {
                Optional<ColumnType> type =
                        column.required("type", Optional.empty(), text -> Optional.of(ColumnType.of(text)));
                boolean nullable = column.optional("nullable", false, DatasetValues::flag);
                String comment = column.optional("comment", "", text -> text);
                column.refuseUnknown();
                return type.flatMap(known -> named(columns, name, known, nullable, comment));
            });
        }
        Optional<ColumnType> type = columns.required(name, Optional.empty(), text -> Optional.of(ColumnType.of(text)));
        return type.flatMap(known -> named(columns, name, known, false, ""));
    }

    private static Optional<Column> named(
            YamlSection columns, String name, ColumnType type, boolean nullable, String comment) {
        try {
            return Optional.of(new Column(name, type, nullable, comment));
        } catch (IllegalArgumentException e) {
            columns.problemAt(name, e.getMessage());
            return Optional.empty();
        }
    }
}
