package dev.mayfly.orchestrator.dataset;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.DerivedColumn;
import dev.mayfly.contract.TableLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how a table lies on disk; a partition is a column, or is made of one. */
final class DatasetLayout {
    private static final long MEGABYTE = 1_048_576;
    private static final Pattern CALL =
            Pattern.compile("(\\w+)\\s*\\(\\s*([^,()\\s]+)\\s*(?:,\\s*([^,()]+?)\\s*)?\\)(?:\\s+as\\s+(\\S+))?");
    private static final Pattern TOP = Pattern.compile("top\\s+(\\d{1,9})");
    private static final String PARTITIONS =
            "a column, bucket(column, 16), group(column, top 10) or day(column) would be, each with `as name` if need be";

    private final YamlSection table;
    private final List<Column> columns;
    private final List<String> declared;
    private final List<String> names = new ArrayList<>();
    private final List<DerivedColumn> derived = new ArrayList<>();

    private DatasetLayout(YamlSection table, List<Column> columns, List<String> declared) {
        this.table = table;
        this.columns = columns;
        this.declared = declared;
    }

    /** {@code declared} are the names of all columns, also of those that could not be read. */
    static TableLayout read(YamlSection table, List<Column> columns, List<String> declared) {
        DatasetLayout layout = new DatasetLayout(table, columns, declared);
        whole(table.list("partitionBy")).forEach(layout::partition);
        layout.refuseTheSameTwice();
        List<String> sortBy = table.list("sortBy").stream()
                .filter(name -> layout.known("sortBy", name))
                .toList();
        if (!declared.isEmpty() && Set.copyOf(layout.names).containsAll(declared)) {
            table.problemAt("partitionBy", "names every column; at least one has to remain in the files");
        }
        return new TableLayout(
                layout.names,
                sortBy,
                table.optional("targetFileMb", 128, DatasetValueParser::count) * MEGABYTE,
                table.optional("maxPartitions", 10_000, DatasetValueParser::count),
                layout.derived);
    }

    /** YAML cuts [event, bucket(itemid, 16)] at every comma; what stands in parentheses belongs together. */
    private static List<String> whole(List<String> items) {
        List<String> whole = new ArrayList<>();
        String open = "";
        for (String item : items) {
            String so = open.isEmpty() ? item : open + ", " + item;
            boolean closed = so.chars().filter(c -> c == '(').count()
                    <= so.chars().filter(c -> c == ')').count();
            open = closed ? "" : so;
            if (closed) {
                whole.add(so);
            }
        }
        if (!open.isEmpty()) {
            whole.add(open);
        }
        return whole;
    }

    private void partition(String text) {
        if (text.contains("(")) {
            derived(text).ifPresent(column -> {
                derived.add(column);
                names.add(column.name());
            });
        } else if (known("partitionBy", text)) {
            names.add(text);
        }
    }

    private Optional<DerivedColumn> derived(String text) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            return refuse(text, "is no partition: " + PARTITIONS);
        }
        String from = call.group(2);
        if (!known("partitionBy", from)) {
            return Optional.empty();
        }
        try {
            DerivedColumn column = derived(call.group(1), from, call.group(3), call.group(4));
            Optional<Column> source =
                    columns.stream().filter(named -> named.name().equals(from)).findFirst();
            Optional<String> misfit = source.flatMap(column::incompatibility);
            return misfit.isEmpty() ? Optional.of(column) : refuse(text, "cannot be made: " + misfit.get());
        } catch (IllegalArgumentException e) {
            return refuse(text, "is no partition: " + e.getMessage());
        }
    }

    private static DerivedColumn derived(String function, String from, String argument, String as) {
        return switch (function) {
            case "bucket" -> new DerivedColumn.Bucket(name(as, from + "_bucket"), from, count(argument));
            case "group" -> new DerivedColumn.Group(name(as, from + "_group"), from, top(argument));
            case "day" -> {
                if (argument != null) {
                    throw new IllegalArgumentException("a day takes the column alone, as in day(%s)".formatted(from));
                }
                yield new DerivedColumn.Day(name(as, from + "_day"), from);
            }
            default -> throw new IllegalArgumentException(PARTITIONS);
        };
    }

    private static String name(String as, String usual) {
        return as == null ? usual : as;
    }

    private static int count(String argument) {
        if (argument == null) {
            throw new IllegalArgumentException("the number of buckets is missing, as in bucket(itemid, 16)");
        }
        return DatasetValueParser.count(argument);
    }

    private static int top(String argument) {
        Matcher top = TOP.matcher(argument == null ? "" : argument);
        if (!top.matches()) {
            throw new IllegalArgumentException("a group says how many values, as in group(property, top 10)");
        }
        return DatasetValueParser.count(top.group(1));
    }

    private Optional<DerivedColumn> refuse(String text, String why) {
        table.problemAt("partitionBy", "'%s' %s".formatted(text, why));
        return Optional.empty();
    }

    private void refuseTheSameTwice() {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            boolean made = derived.stream().anyMatch(column -> column.name().equals(name));
            if (!seen.add(name) || (made && declared.contains(name))) {
                table.problemAt(
                        "partitionBy",
                        "has two columns named '%s'; `as` gives one of them another name".formatted(name));
            }
        }
    }

    private boolean known(String key, String name) {
        if (!declared.contains(name)) {
            table.problemAt(key, "'%s' is none of the columns %s".formatted(name, declared));
        }
        return declared.contains(name);
    }
}
