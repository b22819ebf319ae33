package dev.mayfly.cli.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the command has to know of a dataset file; that it is right as a whole is the orchestrator's to say. */
public record DatasetSource(String name, String source, String database, String yaml) {
    public static DatasetSource read(Path file) throws IOException {
        String yaml = Files.readString(file);
        Map<?, ?> keys = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        if (keys == null
                || !(keys.get("dataset") instanceof String name)
                || !(keys.get("source") instanceof String source)
                || !(keys.get("database") instanceof String database)) {
            throw new IllegalArgumentException(
                    "%s: 'dataset', 'source' and 'database' are needed; datasets/retailrocket.yaml has an example"
                            .formatted(file));
        }
        return new DatasetSource(name, source, database, yaml);
    }
}
