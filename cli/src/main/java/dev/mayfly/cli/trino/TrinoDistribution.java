package dev.mayfly.cli.trino;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Trino that runs on a Java found on this machine, fetched from Maven Central by the project's own wrapper and unpacked once. */
public enum TrinoDistribution {
    /** The newest that is published whole on Maven Central; needs Java 24. */
    TRINO_476(24) {
        @Override
        public List<String> artifacts() {
            return List.of("io.trino:trino-server-core:476:tar.gz", "io.trino:trino-hive:476:zip");
        }

        @Override
        public int megabytes() {
            return 452;
        }

        @Override
        Path home(Path unpacked) {
            return unpacked.resolve("trino-server-core-476");
        }

        @Override
        Path plugins(Path unpacked) throws IOException {
            // A folder of plugins with the one that is needed in it.
            Path plugins = Files.createDirectories(unpacked.resolve("plugins"));
            Path hive = plugins.resolve("hive");
            if (!Files.exists(hive)) {
                Files.createSymbolicLink(hive, unpacked.resolve("trino-hive-476"));
            }
            return plugins;
        }

        @Override
        String catalog(String cloud) {
            return """
                    connector.name=hive
                    hive.metastore=glue
                    hive.metastore.glue.region=us-east-1
                    hive.metastore.glue.endpoint-url=%s
                    hive.metastore.glue.aws-access-key=reader
                    hive.metastore.glue.aws-secret-key=reader
                    fs.native-s3.enabled=true
                    s3.endpoint=%s
                    s3.region=us-east-1
                    s3.path-style-access=true
                    s3.aws-access-key=reader
                    s3.aws-secret-key=reader
                    """.formatted(cloud, cloud);
        }

        @Override
        List<String> options(Path unpacked) {
            return List.of(
                    "--add-modules=jdk.incubator.vector",
                    "-Dsecrets-plugin.dir=" + home(unpacked).resolve("secrets-plugin"));
        }

        @Override
        String config() {
            return "catalog.management=static\n";
        }
    },

    /** The newest there that runs on Java 17. */
    TRINO_368(17) {
        @Override
        public List<String> artifacts() {
            return List.of("io.trino:trino-server:368:tar.gz");
        }

        @Override
        public int megabytes() {
            return 653;
        }

        @Override
        Path home(Path unpacked) {
            return unpacked.resolve("trino-server-368");
        }

        @Override
        Path plugins(Path unpacked) throws IOException {
            Path plugins = Files.createDirectories(unpacked.resolve("plugins"));
            Path hive = plugins.resolve("hive");
            if (!Files.exists(hive)) {
                Files.createSymbolicLink(hive, home(unpacked).resolve("plugin/hive"));
            }
            return plugins;
        }

        @Override
        String catalog(String cloud) {
            return """
                    connector.name=hive
                    hive.metastore=glue
                    hive.metastore.glue.region=us-east-1
                    hive.metastore.glue.endpoint-url=%s
                    hive.metastore.glue.aws-access-key=reader
                    hive.metastore.glue.aws-secret-key=reader
                    hive.s3.endpoint=%s
                    hive.s3.path-style-access=true
                    hive.s3.ssl.enabled=false
                    hive.s3.aws-access-key=reader
                    hive.s3.aws-secret-key=reader
                    """.formatted(cloud, cloud);
        }

        @Override
        List<String> options(Path unpacked) {
            return List.of();
        }

        @Override
        String config() {
            return "query.max-total-memory-per-node=512MB\n";
        }
    };

    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:";
    private final int oldestJava;

    TrinoDistribution(int oldestJava) {
        this.oldestJava = oldestJava;
    }

    /** What is fetched, as Maven coordinates. */
    public abstract List<String> artifacts();

    /** How much is fetched, in megabytes. */
    public abstract int megabytes();

    abstract Path home(Path unpacked);

    /** The folder that holds the Hive connector and no other. */
    abstract Path plugins(Path unpacked) throws IOException;

    /** The properties of a catalog that reads through Glue and S3 at an endpoint. */
    abstract String catalog(String cloud);

    abstract List<String> options(Path unpacked);

    abstract String config();

    /** The first that a Java of this machine can run, or the one that {@code TRINO_DISTRIBUTION} names. */
    public static TrinoDistribution newest() throws IOException {
        String named = System.getenv("TRINO_DISTRIBUTION");
        if (named != null) {
            return valueOf(named);
        }
        return TRINO_476.java().isPresent() ? TRINO_476 : TRINO_368;
    }

    /** A Java that can run it. */
    public Optional<Path> java() throws IOException {
        for (Path home : homes()) {
            if (feature(home) >= oldestJava && (this == TRINO_476 || feature(home) < TRINO_476.oldestJava)) {
                return Optional.of(home.resolve("bin/java"));
            }
        }
        return Optional.empty();
    }

    private static List<Path> homes() throws IOException {
        Stream<Path> named = Stream.of(System.getenv("TRINO_JAVA_HOME"), System.getProperty("java.home"))
                .filter(name -> name != null)
                .map(Path::of);
        Path installed = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(installed)) {
            return named.toList();
        }
        try (Stream<Path> folders = Files.list(installed)) {
            return Stream.concat(named, folders.sorted()).toList();
        }
    }

    private static int feature(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.exists(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return 0;
        }
        Properties properties = new Properties();
        try (var in = Files.newInputStream(release)) {
            properties.load(in);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Runtime.Version.parse(version).feature();
    }

    /** Whether it was fetched and unpacked there before. */
    public boolean isUnpacked(Path folder) {
        return artifacts().stream().allMatch(artifact -> Files.exists(done(folder, artifact)));
    }

    private static Path done(Path folder, String artifact) {
        return folder.resolve(artifact.replace(':', '-') + ".unpacked");
    }

    /** Fetches and unpacks it by the project's wrapper, unless it was unpacked there before. */
    public void unpack(Path project, Path folder) throws IOException, InterruptedException {
        for (String artifact : artifacts()) {
            Path done = done(folder, artifact);
            if (Files.exists(done)) {
                continue;
            }
            Files.createDirectories(folder);
            if (artifact.endsWith(":tar.gz")) {
                // The archive's hard links are more than Maven's own unpacking understands.
                maven(project, folder, "copy", artifact);
                String archive = artifact.replaceAll("^[^:]*:([^:]*):([^:]*):", "$1-$2.");
                run(
                        project,
                        folder,
                        List.of("tar", "-xzf", folder.resolve(archive).toString(), "-C", folder.toString()));
                Files.delete(folder.resolve(archive));
            } else {
                maven(project, folder, "unpack", artifact);
            }
            Files.createFile(done);
        }
    }

    private static void maven(Path project, Path folder, String goal, String artifact)
            throws IOException, InterruptedException {
        Path wrapper = project.resolve("mvnw");
        run(
                project,
                folder,
                List.of(
                        wrapper.toString(),
                        "-B",
                        "-ntp",
                        "-N",
                        PLUGIN + goal,
                        "-Dartifact=" + artifact,
                        "-DoutputDirectory=" + folder));
    }

    private static void run(Path project, Path folder, List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("unpack.log");
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(15, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " failed: " + Files.readString(log));
        }
    }
}
