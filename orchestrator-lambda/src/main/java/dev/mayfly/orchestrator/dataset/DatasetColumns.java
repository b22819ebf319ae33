package dev.mayfly.orchestrator.dataset;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnRule;
import dev.mayfly.contract.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Reads the columns of a dataset file's tables and views, and what their owner asks of them beyond their types. */
final class DatasetColumns {
    /** The columns of a table, each with its rules; {@code integralDecimals} is what its columns of whole numbers do if they say nothing. */
    static List<Column> ofTable(YamlSection table) {
        boolean integralDecimals = table.optional("integralDecimals", false, DatasetValueParser::flag);
        List<Column> columns = new ArrayList<>();
        table.section("columns")
                .ifPresentOrElse(
                        all -> {
                            all.keys()
                                    .forEach(name ->
                                            ruled(name, all, integralDecimals).ifPresent(columns::add));
                            columns.forEach(column -> lookedAt(column, columns, all));
                        },
                        () -> table.problemAt("columns", "is missing; a table has at least one column"));
        return columns;
    }

    /** A column of which nothing can be asked, for it is in no file. */
    static Optional<Column> ofView(String name, YamlSection columns) {
        return columns.isMapping(name)
                ? columns.section(name).flatMap(section -> {
                    Optional<Column> column = declared(name, columns, section, List.of());
                    section.refuseUnknown();
                    return column;
                })
                : bare(name, columns, false);
    }

    private static Optional<Column> ruled(String name, YamlSection columns, boolean integralDecimals) {
        if (!columns.isMapping(name)) {
            return bare(name, columns, integralDecimals);
        }
        return columns.section(name).flatMap(section -> {
            Optional<ColumnType> type = type(section);
            List<ColumnRule> rules = new ArrayList<>();
            rule(section, "min", type, text -> new ColumnRule.AtLeast(text)).ifPresent(rules::add);
            rule(section, "max", type, text -> new ColumnRule.AtMost(text)).ifPresent(rules::add);
            oneOf(section, type).ifPresent(rules::add);
            presentWhen(section).ifPresent(rules::add);
            boolean asTable =
                    integralDecimals && type.map(ColumnType::wholeNumber).orElse(false);
            if (section.optional("integralDecimals", asTable, DatasetValueParser::flag)) {
                fitting(section, "integralDecimals", type, new ColumnRule.IntegralDecimals())
                        .ifPresent(rules::add);
            }
            UnaryOperator<Column> sourced = source(section);
            Optional<Column> column = declared(name, columns, section, rules)
                    .flatMap(known -> made(columns, name, () -> sourced.apply(known)));
            section.refuseUnknown();
            return column;
        });
    }

    /** Gives a column where its values come from. */
    private static UnaryOperator<Column> source(YamlSection section) {
        List<String> from = section.has("from") ? section.oneOrMore("from") : List.of();
        if (section.has("from") && from.isEmpty()) {
            section.problemAt("from", "names no header; the name that the file has belongs here, such as \"Order ID\"");
        }
        String fromPath = section.optional("fromPath", "", text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("is empty; `fromPath: dt` reads dt=2024-05-01/ of a file's path");
            }
            return text;
        });
        boolean missing = section.optional("missing", false, DatasetValueParser::missing);
        return column -> new Column(
                column.name(),
                column.type(),
                column.nullable(),
                column.comment(),
                column.rules(),
                from,
                fromPath,
                missing ? Set.of(Column.Reading.MISSING_IS_NULL) : Set.of());
    }

    private static Optional<Column> bare(String name, YamlSection columns, boolean integralDecimals) {
        Optional<ColumnType> type = columns.required(name, Optional.empty(), text -> Optional.of(ColumnType.of(text)));
        return type.flatMap(known -> named(
                columns,
                name,
                known,
                false,
                "",
                integralDecimals && known.wholeNumber() ? List.of(new ColumnRule.IntegralDecimals()) : List.of()));
    }

    private static Optional<Column> declared(
            String name, YamlSection columns, YamlSection section, List<ColumnRule> rules) {
        boolean nullable = section.optional("nullable", false, DatasetValueParser::flag);
        String comment = section.optional("comment", "", DatasetValueParser::comment);
        Optional<ColumnType> type =
                section.required("type", Optional.empty(), text -> Optional.of(ColumnType.of(text)));
        return type.flatMap(known -> named(columns, name, known, nullable, comment, rules));
    }

    /** The type for those who look before the column as a whole is read, which reports what is wrong with it. */
    private static Optional<ColumnType> type(YamlSection section) {
        return section.peek("type").flatMap(text -> {
            try {
                return Optional.of(ColumnType.of(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    private interface Parse {
        ColumnRule of(String text);
    }

    private static Optional<ColumnRule> rule(YamlSection section, String key, Optional<ColumnType> type, Parse parse) {
        Optional<ColumnRule> rule = section.optional(key, Optional.empty(), text -> Optional.of(parse.of(text)));
        return rule.flatMap(read -> fitting(section, key, type, read));
    }

    private static Optional<ColumnRule> oneOf(YamlSection section, Optional<ColumnType> type) {
        if (!section.has("oneOf")) {
            return Optional.empty();
        }
        List<String> values = section.oneOrMore("oneOf");
        return made(section, "oneOf", () -> new ColumnRule.OneOf(values))
                .flatMap(rule -> fitting(section, "oneOf", type, rule));
    }

    private static Optional<ColumnRule> presentWhen(YamlSection section) {
        if (!section.has("presentWhen")) {
            return Optional.empty();
        }
        return section.section("presentWhen").flatMap(when -> {
            if (when.keys().size() != 1) {
                section.problemAt(
                        "presentWhen", "names one other column and its values, as in { event: [transaction] }");
                return Optional.empty();
            }
            String column = when.keys().iterator().next();
            List<String> values = when.oneOrMore(column);
            return made(section, "presentWhen", () -> new ColumnRule.PresentWhen(column, values));
        });
    }

    private static <T> Optional<T> made(YamlSection section, String key, Supplier<T> what) {
        try {
            return Optional.of(what.get());
        } catch (IllegalArgumentException e) {
            section.problemAt(key, e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<ColumnRule> fitting(
            YamlSection section, String key, Optional<ColumnType> type, ColumnRule rule) {
        Optional<String> misfit = type.flatMap(rule::incompatibility);
        misfit.ifPresent(why -> section.problemAt(key, why));
        return misfit.isPresent() ? Optional.empty() : Optional.of(rule);
    }

    private static void lookedAt(Column column, List<Column> columns, YamlSection all) {
        for (ColumnRule rule : column.rules()) {
            if (rule instanceof ColumnRule.PresentWhen when) {
                Optional<Column> other = columns.stream()
                        .filter(named -> named.name().equals(when.column()))
                        .findFirst();
                Optional<String> why = other.isEmpty()
                        ? Optional.of("presentWhen names '%s', which is none of the columns %s"
                                .formatted(
                                        when.column(),
                                        columns.stream().map(Column::name).toList()))
                        : when.incompatibility(column, other.get());
                why.ifPresent(text -> all.problemAt(column.name(), text));
            }
        }
    }

    private static Optional<Column> named(
            YamlSection columns,
            String name,
            ColumnType type,
            boolean nullable,
            String comment,
            List<ColumnRule> rules) {
        try {
            return Optional.of(new Column(name, type, nullable, comment, rules));
        } catch (IllegalArgumentException e) {
            columns.problemAt(name, e.getMessage());
            return Optional.empty();
        }
    }

    private DatasetColumns() {}
}
