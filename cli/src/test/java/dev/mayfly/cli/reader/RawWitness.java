package dev.mayfly.cli.reader;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** What each view has to answer, worked out by DuckDB on the CSV files, by another way than the view takes. */
final class RawWitness implements AutoCloseable {
    private static final String MOMENT = "strftime(epoch_ms(%s), '%%Y-%%m-%%d %%H:%%M:%%S.%%g')";

    /** The tables and those of their types that a look at the first rows would not find. */
    private static final Map<String, String> SNIFFED_OTHERWISE = Map.of(
            "events",
            "'transactionid': 'BIGINT'",
            "item_properties",
            "'property': 'VARCHAR', 'value': 'VARCHAR'",
            "category_tree",
            "'parentid': 'BIGINT'");

    /** By the view's name; the columns are in the view's order. */
    static final Map<String, String> ANSWERS = Map.of(
            "property_values",
            "SELECT timestamp, itemid, property, value FROM item_properties",
            "events_utc",
            "SELECT " + moment("timestamp") + ", CAST(epoch_ms(timestamp) AS DATE), timestamp, visitorid, event,"
                    + " itemid, transactionid FROM events",
            "item_latest",
            """
            SELECT itemid, property, value, timestamp FROM item_properties
            QUALIFY row_number() OVER (PARTITION BY itemid, property ORDER BY timestamp DESC, value DESC) = 1
            """,
            "event_properties",
            """
            WITH known AS (
              SELECT itemid, property, timestamp, max(value) AS value FROM item_properties GROUP BY ALL
            ), asked AS (
              SELECT events.*, pairs.property
              FROM events JOIN (SELECT DISTINCT itemid, property FROM known) pairs USING (itemid)
            )
            SELECT a.timestamp, a.visitorid, a.event, a.itemid, a.transactionid, a.property, k.value, k.timestamp
            FROM asked a
            ASOF JOIN known k ON a.itemid = k.itemid AND a.property = k.property AND a.timestamp >= k.timestamp
            """,
            "category_path",
            """
            WITH RECURSIVE up AS (
              SELECT categoryid, categoryid AS top, parentid, 1 AS depth, CAST(categoryid AS VARCHAR) AS path
              FROM category_tree
              UNION ALL
              SELECT up.categoryid, p.categoryid, p.parentid, depth + 1, p.categoryid || '/' || path
              FROM up JOIN category_tree p ON p.categoryid = up.parentid
              WHERE depth < 8
            )
            SELECT categoryid, top, depth, path, parentid IS NULL FROM up
            QUALIFY depth = max(depth) OVER (PARTITION BY categoryid)
            """,
            "daily_funnel",
            """
            WITH e AS (SELECT *, CAST(epoch_ms(timestamp) AS DATE) AS day FROM events),
            viewed AS (SELECT day, visitorid, min(timestamp) AS t FROM e WHERE event = 'view' GROUP BY ALL),
            added AS (
              SELECT e.day, e.visitorid, min(e.timestamp) AS t FROM e JOIN viewed USING (day, visitorid)
              WHERE event = 'addtocart' AND e.timestamp >= viewed.t GROUP BY ALL
            ),
            bought AS (
              SELECT DISTINCT e.day, e.visitorid FROM e JOIN added USING (day, visitorid)
              WHERE event = 'transaction' AND e.timestamp >= added.t
            )
            SELECT day, sum(CASE event WHEN 'view' THEN 1 ELSE 0 END), sum(CASE event WHEN 'addtocart' THEN 1 ELSE 0 END),
              sum(CASE event WHEN 'transaction' THEN 1 ELSE 0 END),
              (SELECT count(*) FROM viewed WHERE viewed.day = e.day),
              (SELECT count(*) FROM added WHERE added.day = e.day),
              (SELECT count(*) FROM bought WHERE bought.day = e.day)
            FROM e GROUP BY day
            """,
            "orders",
            "SELECT transactionid, visitorid, " + moment("min(timestamp)")
                    + ", len(list_distinct(list(itemid))), count(*)"
                    + " FROM events WHERE transactionid IS NOT NULL GROUP BY ALL",
            "sessions",
            """
            WITH first AS (
              SELECT DISTINCT visitorid, timestamp AS t FROM events e WHERE NOT EXISTS (
                SELECT 1 FROM events x
                WHERE x.visitorid = e.visitorid AND x.timestamp < e.timestamp AND x.timestamp >= e.timestamp - 30 * 60 * 1000)
            ), session AS (
              SELECT visitorid, t, row_number() OVER (PARTITION BY visitorid ORDER BY t) AS n FROM first
            )
            SELECT e.visitorid, n, %s, %s, count(*) FILTER (event = 'view'), count(*) FILTER (event = 'addtocart'),
              count(*) FILTER (event = 'transaction'), len(list_distinct(list(itemid)))
            FROM events e ASOF JOIN session s ON e.visitorid = s.visitorid AND e.timestamp >= s.t
            GROUP BY e.visitorid, n
            """.formatted(moment("min(timestamp)"), moment("max(timestamp)")));

    private final Connection connection;

    RawWitness(Path input) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        for (Map.Entry<String, String> table : SNIFFED_OTHERWISE.entrySet()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE %s AS SELECT * FROM read_csv('%s/%s*.csv', header = true, types = {%s})"
                        .formatted(table.getKey(), input, table.getKey(), table.getValue()));
            }
        }
    }

    private static String moment(String milliseconds) {
        return MOMENT.formatted(milliseconds);
    }

    List<List<String>> ask(String sql) throws SQLException {
        return Rows.of(connection, sql);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
