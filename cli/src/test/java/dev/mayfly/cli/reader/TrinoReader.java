package dev.mayfly.cli.reader;

import dev.mayfly.cli.mission.Mission;
import dev.mayfly.cli.trino.TrinoDistribution;
import dev.mayfly.cli.trino.TrinoServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** An analyst with a Trino, who sees of a mission what its catalog and its buckets show. */
final class TrinoReader implements AutoCloseable {
    private final Mission mission;
    private final TrinoServer server;
    private final Connection connection;

    private TrinoReader(Mission mission, TrinoServer server) throws SQLException {
        this.mission = mission;
        this.server = server;
        this.connection = server.connect("retailrocket");
    }

    static TrinoReader of(Mission mission, Path work, String smallTable) throws Exception {
        TrinoDistribution trino = TrinoDistribution.newest();
        System.out.println("reading with " + trino + " on " + trino.java().orElseThrow());
        Path unpacked = Path.of("target", "trino", trino.name()).toAbsolutePath();
        trino.unpack(Path.of("..").toAbsolutePath().normalize(), unpacked);
        return new TrinoReader(
                mission,
                TrinoServer.start(trino, unpacked, work, mission.stage().cloud().endpoint(), smallTable));
    }

    List<List<String>> ask(String sql) throws SQLException {
        return Rows.of(connection, sql);
    }

    /** The Parquet files that a query fetched. */
    List<String> filesReadBy(String sql) throws SQLException {
        int before = mission.stage().cloud().requests().all().size();
        ask(sql);
        return mission.stage().cloud().requests().all().stream()
                .skip(before)
                .map(request -> request.operation())
                .filter(operation -> operation.startsWith("GET ") && operation.endsWith(".parquet"))
                .distinct()
                .toList();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        server.close();
    }
}
