package dev.mayfly.cli.reader;

import dev.mayfly.cli.mission.Mission;
import dev.mayfly.cli.trino.TrinoDistribution;
import dev.mayfly.cli.trino.TrinoServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        }
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
