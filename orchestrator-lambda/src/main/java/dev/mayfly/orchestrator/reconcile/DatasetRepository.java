package dev.mayfly.orchestrator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetFile;
import dev.mayfly.orchestrator.dataset.InvalidDatasetException;
import dev.mayfly.orchestrator.inputs.ObjectReader;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dataset files of a deployment, {@code datasets/<name>.yaml} in its state bucket. */
public final class DatasetRepository {
    private static final int MOST_FILES = 1_000;
    private static final String ENDING = ".yaml";
    private static final Logger LOG = LoggerFactory.getLogger(DatasetRepository.class);
    private final Deployment deployment;
    private final ObjectReader listing;
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    /** Parsing costs more than all else that a look at a resting dataset does, and the same bytes say the same. */
    private record Parsed(byte[] yaml, Dataset dataset) {}

    public DatasetRepository(Deployment deployment, ObjectReader listing) {
        this.deployment = deployment;
        this.listing = listing;
    }

    /** The names of all datasets. */
    public List<String> names() {
        URI shelf = S3Uris.of(deployment.stateBucket(), "datasets/");
        List<InputFile> files = listing.list(shelf, MOST_FILES + 1);
        if (files.size() > MOST_FILES) {
            throw new IllegalStateException("more than %d objects lie below %s: move those away that are no datasets"
                    .formatted(MOST_FILES, shelf));
        }
        return files.stream()
                .map(file -> S3Uris.key(file.uri()).substring("datasets/".length()))
                .filter(name -> name.endsWith(ENDING) && name.indexOf('/') < 0)
                .map(name -> name.substring(0, name.length() - ENDING.length()))
                .toList();
    }

    /** The same; one that is wrong now is as good as gone, so that a run in hand is still seen to its end. */
    Optional<Dataset> findValid(String name) {
        try {
            return dataset(name);
        } catch (InvalidDatasetException | IllegalArgumentException e) {
            LOG.warn("{}", e.getMessage());
            return Optional.empty();
        }
    }

    /** A dataset by its name; one whose file says another name is refused. */
    public Optional<Dataset> dataset(String name) {
        URI file = S3Uris.of(deployment.stateBucket(), "datasets/" + name + ENDING);
        return listing.document(file)
                .map(yaml -> parsed.compute(
                                name,
                                (same, before) -> before != null && Arrays.equals(before.yaml(), yaml)
                                        ? before
                                        : new Parsed(yaml, parse(name, file, yaml)))
                        .dataset());
    }

    private Dataset parse(String name, URI file, byte[] yaml) {
        Dataset dataset = DatasetFile.parse(file.toString(), new String(yaml, UTF_8), deployment.buckets());
        if (!dataset.name().equals(name)) {
            throw new IllegalArgumentException(
                    "%s defines dataset %s: name the file %s.yaml".formatted(file, dataset.name(), dataset.name()));
        }
        return dataset;
    }
}
