package dev.mayfly.orchestrator.dataset;

import static java.util.stream.Collectors.toSet;

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
        String name = root.required("dataset", "unnamed", DatasetValueParser::name);
        URI source = root.required("source", NOWHERE, text -> DatasetValueParser.prefix(text, buckets));
        URI curated = root.required("curated", NOWHERE, text -> DatasetValueParser.prefix(text, buckets));
        if (curated.toString().startsWith(source.toString()) && !source.equals(NOWHERE)) {
            root.problemAt(
                    "curated",
                    "lies below the source, so every run would start another: take another bucket or prefix");
        }
        String database = root.required("database", "unnamed", DatasetValueParser::table);
        boolean publishesRemovals =
                root.optional("onRemoved", "hold", DatasetFile::onRemoved).equals("publish");
        Dataset.Ready ready = ready(root);
        Dataset.Cost cost = cost(root);
        List<DatasetTable> tables = DatasetTables.read(root);
        List<DatasetView> views =
                DatasetViews.read(root, tables.stream().map(DatasetTable::name).collect(toSet()));
        Dataset dataset = new Dataset(
                name,
                source,
                curated,
                database,
                ready,
                publishesRemovals,
                cost,
                tables,
                views,
                Dataset.definitionHash(source, curated, database, tables));
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
        Optional<Duration> quiet = section.get()
                .optional("quiet", Optional.empty(), text -> Optional.of(DatasetValueParser.duration(text)));
        String manifest = section.get().optional("manifest", "_manifest.json", DatasetFile::manifestName);
        Duration longest = section.get().optional("maxWait", maxWait, DatasetValueParser::duration);
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
                            section.optional("template", usual.template(), DatasetValueParser::name),
                            section.optional("maxDuration", usual.maxDuration(), DatasetValueParser::duration),
                            section.optional("perRunUsd", usual.perRun(), DatasetValueParser::usd),
                            section.optional("perDayUsd", usual.perDay(), DatasetValueParser::usd));
                    section.refuseUnknown();
                    return cost;
                })
                .orElse(usual);
    }
}
