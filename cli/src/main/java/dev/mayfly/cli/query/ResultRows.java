package dev.mayfly.cli.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A JDBC result as text. */
final class ResultRows {
    private static final DateTimeFormatter UTC = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    /** All rows, after one that holds the columns' names. */
    static List<List<String>> of(ResultSet result) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        List<List<String>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            names.add(result.getMetaData().getColumnLabel(i));
        }
        rows.add(names);
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                row.add(text(result, i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** An instant is shown in UTC, as Athena shows it; a driver's own text has the machine's zone. */
    private static String text(ResultSet result, int column) throws SQLException {
        String value = result.getMetaData().getColumnType(column) == Types.TIMESTAMP_WITH_TIMEZONE
                        && result.getObject(column) instanceof OffsetDateTime instant
                ? UTC.format(instant.withOffsetSameInstant(ZoneOffset.UTC))
                : result.getString(column);
        return value == null ? "NULL" : value;
    }

    private ResultRows() {}
}
