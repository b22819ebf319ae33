package dev.mayfly.orchestrator.dataset;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnSources;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.inputs.FilePattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tables of a dataset file. */
final class DatasetTables {
    /**
     * What a generation may take of a ledger's 256 KiB: it keeps ten, ten more that are pinned, and those of the run in hand and of one
     * that is held back; a quarter is left for everything else.
     */
    private static final int MOST_BYTES_OF_A_GENERATION = 192 * 1024 / 22;
    /** A table's six figures with their names, at their longest. */
    private static final int BYTES_OF_FIGURES = 185;

    static List<DatasetTable> read(YamlSection root) {
        List<DatasetTable> tables = new ArrayList<>();
        Optional<YamlSection> section = root.section("tables");
        if (section.isEmpty()) {
            root.problemAt("tables", "is missing; a dataset has at least one table");
            return tables;
        }
        refuseTooMany(root, List.copyOf(section.get().keys()));
        for (String name : section.get().keys()) {
            section.get().section(name).ifPresent(table -> tables.add(table(name, table)));
            try {
                DatasetValueParser.table(name);
            } catch (IllegalArgumentException e) {
                section.get().problemAt(name, e.getMessage());
            }
        }
        return tables;
    }

    /** Found out when a cluster has been paid, it would be too late. */
    private static void refuseTooMany(YamlSection root, List<String> names) {
        int bytes = 0;
        int most = 0;
        for (String name : names) {
            bytes += BYTES_OF_FIGURES + name.length();
            most += bytes <= MOST_BYTES_OF_A_GENERATION ? 1 : 0;
        }
        if (most < names.size()) {
            root.problemAt(
                    "tables",
                    "are %d, and the ledger holds the first %d of them; split them into several datasets"
                            .formatted(names.size(), most));
        }
    }

    private static DatasetTable table(String name, YamlSection section) {
        List<Column> columns = DatasetColumns.ofTable(section);
        List<String> declared =
                section.section("columns").map(all -> List.copyOf(all.keys())).orElse(List.of());
        TableLayout layout = DatasetLayout.read(section, columns, declared);
        DatasetTable table = new DatasetTable(
                name,
                section.required("files", "*.csv", DatasetTables::filePattern),
                section.optional("required", true, DatasetValueParser::flag),
                columns,
                layout,
                section.optional("maxRejected", 0.0, DatasetValueParser::share),
                section.optional("maxShrink", 0.5, DatasetValueParser::share),
                section.optional("countDuplicates", false, DatasetValueParser::flag),
                section.optional("adopt", false, DatasetValueParser::flag),
                section.optional("columnsMayChange", false, DatasetValueParser::flag),
                section.optional("atomic", false, DatasetValueParser::wholeTable),
                reading(section));
        ColumnSources.problem(columns, layout.partitionBy()).ifPresent(why -> section.problemAt("columns", why));
        section.refuseUnknown();
        return table;
    }

    private static Set<TablePlan.ReadOption> reading(YamlSection section) {
        Set<TablePlan.ReadOption> reading = new HashSet<>();
        if (section.optional("multiline", false, DatasetValueParser::flag)) {
            reading.add(TablePlan.ReadOption.MULTILINE);
        }
        if (section.optional("mayBeEmpty", false, DatasetValueParser::flag)) {
            reading.add(TablePlan.ReadOption.MAY_BE_EMPTY);
        }
        return reading;
    }

    private static String filePattern(String text) {
        if (text.isBlank() || text.startsWith("/") || text.contains("..")) {
            throw new IllegalArgumentException(
                    "'%s' is no pattern of names below the source: events*.csv would be".formatted(text));
        }
        FilePattern.of(text);
        return text;
    }

    private DatasetTables() {}
}
