package dev.mayfly.orchestrator.dataset;

import dev.mayfly.contract.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the views of a dataset file. Their columns are declared, since nobody asks an engine for them. */
final class DatasetViews {
    static List<DatasetView> read(YamlSection root, Set<String> tables) {
        List<DatasetView> views = new ArrayList<>();
        root.section("views").ifPresent(section -> {
            for (String name : section.keys()) {
                section.section(name).flatMap(view -> view(name, view)).ifPresent(views::add);
                named(section, name, tables);
            }
        });
        return views;
    }

    private static void named(YamlSection section, String name, Set<String> tables) {
        if (tables.contains(name)) {
            section.problemAt(name, "is a table's name too; a view needs one of its own");
        }
        try {
            DatasetValueParser.table(name);
        } catch (IllegalArgumentException e) {
            section.problemAt(name, e.getMessage());
        }
    }

    private static Optional<DatasetView> view(String name, YamlSection section) {
        List<Column> columns = new ArrayList<>();
        section.section("columns")
                .ifPresentOrElse(
                        all -> all.keys()
                                .forEach(column ->
                                        DatasetColumns.ofView(column, all).ifPresent(columns::add)),
                        () -> section.problemAt("columns", "is missing; a view says what it answers with"));
        String comment = section.optional("comment", "", text -> text);
        Optional<DatasetView> view = section.required(
                "sql",
                Optional.empty(),
                sql -> Optional.of(new DatasetView(name, comment, DatasetValueParser.query(sql), columns)));
        section.refuseUnknown();
        return view;
    }

    private DatasetViews() {}
}
