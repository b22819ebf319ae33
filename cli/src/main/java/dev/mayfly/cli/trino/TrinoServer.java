package dev.mayfly.cli.trino;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.jdbc.TrinoResultSet;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Trino in its own process, whose one catalog reads through a Glue and an S3 endpoint. */
public final class TrinoServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** What Athena calls its catalog by default, and views name theirs. */
    private static final String CATALOG = "awsdatacatalog";

    private final Process process;
    private final int port;
    private final Path log;
    private final String table;

    private TrinoServer(Process process, int port, Path log, String table) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.table = table;
    }

    /** Starts an unpacked distribution and waits until it can read a table. */
    public static TrinoServer start(TrinoDistribution trino, Path unpacked, Path work, URI cloud, String table)
            throws IOException, InterruptedException {
        int port = freePort();
        Path catalogs = Files.createDirectories(work.resolve("catalog"));
        Files.writeString(catalogs.resolve(CATALOG + ".properties"), trino.catalog(cloud.toString()), UTF_8);
        Path config = work.resolve("config.properties");
        Files.writeString(config, config(port) + trino.config(), UTF_8);
        Path log = work.resolve("server.log");
        List<String> command = new ArrayList<>(List.of(
                trino.java().orElseThrow().toString(),
                "-Xmx1g",
                "-Djdk.attach.allowAttachSelf=true",
                "-Dnode.environment=test",
                "-Dnode.id=reader",
                "-Dnode.data-dir=" + work.resolve("data"),
                "-Dplugin.dir=" + trino.plugins(unpacked),
                "-Dcatalog.config-dir=" + catalogs,
                "-Dconfig=" + config));
        command.addAll(trino.options(unpacked));
        command.addAll(List.of("-cp", trino.home(unpacked).resolve("lib") + "/*", "io.trino.server.TrinoServer"));
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        TrinoServer server = new TrinoServer(process, port, log, table);
        server.awaitStart();
        return server;
    }

    private static String config(int port) {
        return """
                coordinator=true
                node-scheduler.include-coordinator=true
                http-server.http.port=%d
                discovery.uri=http://127.0.0.1:%d
                query.max-memory=512MB
                query.max-memory-per-node=512MB
                """.formatted(port, port);
    }

    private void awaitStart() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (started()) {
                return;
            }
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "Trino ended with %d:%n%s".formatted(process.exitValue(), Files.readString(log)));
            }
        }
        close();
        throw new IllegalStateException("Trino did not start within " + PATIENCE + ":\n" + Files.readString(log));
    }

    private boolean started() throws IOException {
        if (!Files.exists(log)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains("SERVER STARTED")) && hasFoundItself();
        }
    }

    /** It answers with columns before it knows of a node that can read rows. */
    private boolean hasFoundItself() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return rows.next();
        } catch (SQLException e) {
            return false;
        }
    }

    public Connection connect() throws SQLException {
        return connected("");
    }

    /** Names without a schema are this database's then. */
    public Connection connect(String database) throws SQLException {
        return connected("/" + database);
    }

    private Connection connected(String schema) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "reader");
        // Days are days in UTC, as in Athena, whatever the machine's zone is.
        properties.setProperty("timezone", "UTC");
        return DriverManager.getConnection("jdbc:trino://127.0.0.1:" + port + "/" + CATALOG + schema, properties);
    }

    /** What was read of the files for a result that was read to its end. */
    public long bytesRead(ResultSet result) throws SQLException, IOException, InterruptedException {
        String query = result.unwrap(TrinoResultSet.class).getQueryId();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/query/" + query))
                .header("X-Trino-User", "reader")
                .build();
        String body = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        String size = new ObjectMapper()
                .readTree(body)
                .path("queryStats")
                .path("physicalInputDataSize")
                .asText();
        return TrinoSize.bytes(size);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
