package dev.mayfly.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;

/**
 * A column of a table, in the table's order. An empty field of a column that is not nullable rejects its row; so does one
 * that breaks a rule. {@code comment} may be empty. Files have the column under one of the names of {@code from}, or under
 * its own where there are none; with {@code fromPath} its value is that of the folder {@code fromPath=value} that a file lies in.
 */
public record Column(
        String name,
        ColumnType type,
        boolean nullable,
        String comment,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ColumnRule> rules,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> from,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String fromPath,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<Reading> reading) {
    /** How a column is read that not every file has. Stored: add, never rename. */
    public enum Reading {
        /** A file that lacks the column has no value for it on any row. */
        MISSING_IS_NULL
    }

    @JsonCreator
    public Column {
        Guards.name("column", name);
        Guards.present("type of column " + name, type);
        Guards.present("comment of column " + name, comment);
        rules = Guards.listed(rules);
        from = Guards.listed(from);
        fromPath = fromPath == null ? "" : fromPath;
        reading = Guards.sorted(reading);
        for (ColumnRule rule : rules) {
            rule.incompatibility(type).ifPresent(why -> {
                throw new IllegalArgumentException("column %s: %s".formatted(name, why));
            });
        }
        for (ColumnRule least : rules) {
            for (ColumnRule most : rules) {
                refuseEmptyRange(name, type, least, most);
            }
        }
        ColumnSources.check(name, nullable, from, fromPath, reading);
    }

    private static void refuseEmptyRange(String name, ColumnType type, ColumnRule least, ColumnRule most) {
        if (least instanceof ColumnRule.AtLeast from
                && most instanceof ColumnRule.AtMost to
                && type.compare(from.value(), to.value()) > 0) {
            throw new IllegalArgumentException(
                    "column %s: min %s is above max %s".formatted(name, from.value(), to.value()));
        }
    }

    /** A column of which nothing is asked beyond its type. */
    public Column(String name, ColumnType type, boolean nullable, String comment) {
        this(name, type, nullable, comment, List.of());
    }

    /** A column that files have under its own name. */
    public Column(String name, ColumnType type, boolean nullable, String comment, List<ColumnRule> rules) {
        this(name, type, nullable, comment, rules, List.of(), "", Set.of());
    }

    /** The names that a file may have it under; none where its value is in the path. */
    public List<String> fileNames() {
        return inPath() || !from.isEmpty() ? from : List.of(name);
    }

    /** Whether its value is in the path of a file, and not in the file. */
    public boolean inPath() {
        return !fromPath.isEmpty();
    }

    /** Whether a file may lack it. */
    public boolean mayBeMissing() {
        return reading.contains(Reading.MISSING_IS_NULL);
    }
}
