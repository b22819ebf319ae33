package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetTable;
import dev.mayfly.orchestrator.inputs.ArchivedFiles;
import dev.mayfly.orchestrator.inputs.Inputs;
import dev.mayfly.orchestrator.inputs.Listing;
import dev.mayfly.orchestrator.inputs.ManifestDifference;
import dev.mayfly.orchestrator.inputs.ObjectReader;
import dev.mayfly.orchestrator.inputs.SourceRefusedException;
import dev.mayfly.orchestrator.inputs.TablePatterns;
import dev.mayfly.orchestrator.inputs.UnreadableDocumentException;
import dev.mayfly.orchestrator.inputs.UploadManifest;
import dev.mayfly.orchestrator.run.IgnoredFiles;
import dev.mayfly.orchestrator.run.InputSnapshot;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a dataset's inputs: what is there, whether it is complete, whether a manifest asks for exactly it. */
public final class InputObserver {
    private static final Logger LOG = LoggerFactory.getLogger(InputObserver.class);
    private static final int MOST_FILES = 50_000;
    /** Some 300 bytes for each file that a run can be made of. */
    private static final int MOST_MANIFEST_BYTES = 16 << 20;

    private final ObjectReader listing;
    private final Deployment deployment;

    @Inject
    public InputObserver(ObjectReader listing, Deployment deployment) {
        this.listing = listing;
        this.deployment = deployment;
    }

    /** The files of each table now; {@code until} is when a run that starts now has ended, and its files have to be readable. */
    public Inputs inputs(Dataset dataset, Instant until) {
        Map<String, Inputs.Wanted> wanted = new TreeMap<>();
        for (DatasetTable table : dataset.tables()) {
            wanted.put(table.name(), new Inputs.Wanted(table.files(), table.required()));
        }
        Listing listed;
        try {
            listed = listing.objects(dataset.source(), MOST_FILES + 1);
        } catch (SourceRefusedException e) {
            LOG.warn("{}: {}", dataset.name(), e.getMessage());
            return new Inputs(Map.of(), List.of(e.getMessage()), IgnoredFiles.NONE);
        }
        List<InputFile> files = listed.files();
        Inputs inputs = readable(Inputs.sort(dataset.source(), files, wanted), listed, until);
        if (!inputs.ignored().isEmpty()) {
            LOG.info("{}: {}", dataset.name(), inputs.ignored().describe());
        }
        return files.size() > MOST_FILES
                ? inputs.withProblem(
                        "more than %d objects lie below %s: join small files before they are uploaded, or move old ones away"
                                .formatted(MOST_FILES, dataset.source()))
                : inputs;
    }

    private static Inputs readable(Inputs inputs, Listing listed, Instant until) {
        Inputs all = inputs.withTiered(listed.tiered());
        for (String problem : ArchivedFiles.problems(listed.archived(), inputs.files(), until)) {
            all = all.withProblem(problem);
        }
        return all;
    }

    /** What deciding has to know of them. */
    public InputSnapshot sight(Dataset dataset, Inputs inputs, List<String> vanished) {
        List<String> problems = new ArrayList<>(inputs.problems());
        Optional<String> jobVersion = listing.etag(deployment.jobJar());
        if (jobVersion.isEmpty()) {
            problems.add("the job %s is not there, or may not be read: upload it".formatted(deployment.jobJar()));
        }
        Optional<String> difference = manifestDifference(dataset, inputs, problems);
        List<InputFile> files = inputs.files();
        return new InputSnapshot(
                inputs.fingerprint(),
                problems,
                vanished,
                difference.isEmpty(),
                difference.orElse(""),
                inputs.ignored(),
                files.size(),
                files.stream().mapToLong(InputFile::bytes).sum(),
                jobVersion.orElse(""));
    }

    /** A manifest that cannot be read is waited for: who writes one means that files belong together. */
    private Optional<String> manifestDifference(Dataset dataset, Inputs inputs, List<String> problems) {
        URI manifest = S3Uris.of(
                S3Uris.bucket(dataset.source()),
                S3Uris.key(dataset.source()) + dataset.ready().manifest());
        try {
            Optional<byte[]> bytes = listing.readUntrusted(manifest, MOST_MANIFEST_BYTES);
            return bytes.isEmpty()
                    ? Optional.of("there is no manifest %s yet".formatted(S3Uris.text(manifest)))
                    : ManifestDifference.between(
                            UploadManifest.read(bytes.get(), S3Uris.text(manifest)),
                            dataset.source(),
                            inputs.files(),
                            patterns(dataset));
        } catch (IllegalArgumentException | UnreadableDocumentException e) {
            problems.add("%s: upload it again, or take it away".formatted(e.getMessage()));
            return Optional.of(e.getMessage());
        }
    }

    private static TablePatterns patterns(Dataset dataset) {
        Map<String, String> patterns = new LinkedHashMap<>();
        dataset.tables().forEach(table -> patterns.put(table.name(), table.files()));
        return new TablePatterns(patterns);
    }
}
