package dev.mayfly.cli.sync;

import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetFile;
import dev.mayfly.orchestrator.inputs.TablePatterns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which files a dataset's tables read, and the name of the manifest that its definition waits for. */
public final class TableFiles {
    /** Of a dataset whose definition nobody knows: any file may be read. */
    public static final TableFiles UNKNOWN = new TableFiles(Optional.empty(), "_manifest.json");

    private static final Map<String, String> ANY_BUCKETS = Map.of("raw", "raw", "curated", "curated");
    private final Optional<TablePatterns> patterns;
    private final String manifest;

    private TableFiles(Optional<TablePatterns> patterns, String manifest) {
        this.patterns = patterns;
        this.manifest = manifest;
    }

    /** Those of a definition; one that is wrong is refused with its problems, since nothing would read the files. */
    public static TableFiles of(String file, String yaml) {
        Dataset dataset = DatasetFile.parse(file, yaml, ANY_BUCKETS);
        Map<String, String> patterns = new LinkedHashMap<>();
        dataset.tables().forEach(table -> patterns.put(table.name(), table.files()));
        return new TableFiles(
                Optional.of(new TablePatterns(patterns)), dataset.ready().manifest());
    }

    String manifest() {
        return manifest;
    }

    /** Why no table reads a file; nothing where one does. */
    Optional<String> whyUnread(String key) {
        return patterns.filter(known -> !known.match(key)).map(known -> known.whyUnmatched(key));
    }
}
