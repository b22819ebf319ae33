package dev.mayfly.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A column of a table, in the table's order. An empty field of a column that is not nullable rejects its row; so does one
 * that breaks a rule. {@code comment} may be empty.
 */
public record Column(
        String name,
        ColumnType type,
        boolean nullable,
        String comment,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ColumnRule> rules) {
    @JsonCreator
    public Column {
        Guards.name("column", name);
        Guards.present("type of column " + name, type);
        Guards.present("comment of column " + name, comment);
        rules = Guards.listed(rules);
        for (ColumnRule rule : rules) {
            rule.misfit(type).ifPresent(why -> {
                throw new IllegalArgumentException("column %s: %s".formatted(name, why));
            });
        }
        for (ColumnRule least : rules) {
            for (ColumnRule most : rules) {
                refuseEmptyRange(name, type, least, most);
            }
        }
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
}
