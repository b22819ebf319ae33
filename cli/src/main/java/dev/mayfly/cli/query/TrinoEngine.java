package dev.mayfly.cli.query;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.cli.trino.TrinoDistribution;
import dev.mayfly.cli.trino.TrinoServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A Trino of the command's own: what Athena would answer, views among it, from an embedded cloud. */
final class TrinoEngine implements QueryEngine {
    private final TrinoServer server;
    private final Connection connection;
    private final Path work;

    private TrinoEngine(TrinoServer server, Connection connection, Path work) {
        this.server = server;
        this.connection = connection;
        this.work = work;
    }

    /** Fetches a Trino where there is none, starts it and waits until it can read; says what it does, since it takes a while. */
    static TrinoEngine start(Clients clients, String database, Path project, Path scratch, Consumer<String> progress)
            throws Exception {
        URI cloud = endpoint(clients);
        List<CatalogTables.Entry> tables = new CatalogTables(clients).of(database);
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("database %s has no table yet".formatted(database));
        }
        TrinoDistribution trino = TrinoDistribution.newest();
        if (trino.java().isEmpty()) {
            throw new IllegalStateException("no Java for %s was found: set TRINO_JAVA_HOME".formatted(trino));
        }
        Path unpacked = scratch.resolve("trino").resolve(trino.name());
        if (!trino.isUnpacked(unpacked)) {
            progress.accept("fetching %s from Maven Central, %d MB, once: %s into %s"
                    .formatted(trino, trino.megabytes(), trino.artifacts(), unpacked));
            trino.unpack(project, unpacked);
        }
        progress.accept("starting " + trino + ", some 20 seconds");
        Path work = Files.createTempDirectory(Files.createDirectories(scratch), "trino-");
        TrinoServer server = TrinoServer.start(
                trino, unpacked, work, cloud, database + "." + tables.get(0).name());
        return new TrinoEngine(server, server.connect(database), work);
    }

    private static URI endpoint(Clients clients) {
        return clients.endpoint()
                .or(() -> Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).map(URI::create))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "Trino reads an embedded cloud: name it with --endpoint or AWS_ENDPOINT_URL; on AWS, --on-aws asks Athena"));
    }

    @Override
    public QueryAnswer ask(String sql) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = ResultRows.of(result);
            return new QueryAnswer(rows, List.of("read " + ScanCost.text(server.bytesRead(result))));
        }
    }

    @Override
    public void close() throws Exception {
        connection.close();
        server.close();
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
