package dev.mayfly.cli.cloud;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies: the parts that are deployed come from there. */
public record ProjectHome(Path root) {
    /** The folder that the system property {@code mayfly.home} names. */
    public static ProjectHome find() {
        String home = System.getProperty("mayfly.home");
        if (home == null) {
            throw new IllegalStateException("-Dmayfly.home is not set: use the mayfly script at the project's root");
        }
        return new ProjectHome(Path.of(home).toAbsolutePath().normalize());
    }

    public Path template() {
        return built("deploy/template.yaml");
    }

    public Path functionZip() {
        return built("orchestrator-lambda/target/orchestrator-lambda.zip");
    }

    public Path jobJar() {
        return built("spark-job/target/mayfly-spark-job.jar");
    }

    public Path benchJar() {
        return built("bench/target/mayfly-bench.jar");
    }

    public Path sparkClasspath() {
        return built("spark-runtime/target/classpath.txt");
    }

    public Path deadManScript() {
        return built("bootstrap/dead-man.sh");
    }

    public Path shippedDataset() {
        return built("datasets/retailrocket.yaml");
    }

    /** Where runs on this machine leave their things. */
    public Path scratch() {
        return root.resolve(".mayfly");
    }

    private Path built(String path) {
        Path file = root.resolve(path);
        if (!Files.exists(file)) {
            throw new IllegalStateException("%s is not there: build with ./mvnw package -DskipTests".formatted(file));
        }
        return file;
    }
}
