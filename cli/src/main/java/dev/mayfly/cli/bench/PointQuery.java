package dev.mayfly.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** A lookup: its name in the report, its table, its conditions and the columns that it wants. */
record PointQuery(String name, String table, String conditions, String columns) {
    /** The five lookups of the bench, of items in the middle of what the files hold. */
    static List<PointQuery> of(Path csv) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            String events = "read_csv('%s/events.csv', header=true)".formatted(csv);
            String properties = "read_csv('%s/item_properties*.csv', header=true, all_varchar=true)".formatted(csv);
            String middle = "select quantile_disc(itemid::bigint, 0.5) from %s where %s";
            String sold = one(statement, middle.formatted(events, "event = 'transaction'"));
            String viewed = one(statement, middle.formatted(events, "event = 'view'"));
            String available = one(statement, middle.formatted(properties, "property = 'available'"));
            String common = one(statement, middle.formatted(properties, "property = '888'"));
            return List.of(
                    new PointQuery("eventTransaction", "events", "event=transaction,itemid=" + sold, "*"),
                    new PointQuery("eventView", "events", "event=view,itemid=" + viewed, "*"),
                    new PointQuery("countByEvent", "events", "itemid=" + viewed, "itemid"),
                    property("property", "available", available),
                    property("property888", "888", common));
        }
    }

    /** As an analyst asks who does not know which properties have groups of their own. */
    private static PointQuery property(String name, String property, String item) {
        return new PointQuery(
                name,
                "item_properties",
                "property_group=%s|other,property=%1$s,itemid=%s".formatted(property, item),
                "*");
    }

    long csvBytes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(table))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        }
    }
}
