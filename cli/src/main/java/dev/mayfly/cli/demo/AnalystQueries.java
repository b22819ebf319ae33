package dev.mayfly.cli.demo;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.cli.query.CatalogSession;
import dev.mayfly.cli.query.CatalogTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Three questions of an analyst: of the RetailRocket tables where they are there, else of any tables. */
final class AnalystQueries {
    private record Question(String text, String sql) {}

    private static final List<Question> RETAILROCKET = List.of(
            new Question(
                    "How many visitors got how far?",
                    "SELECT event, count(*) AS events, count(DISTINCT visitorid) AS visitors FROM events GROUP BY event ORDER BY events DESC"),
            new Question(
                    "Which items sold most often?",
                    "SELECT itemid, count(*) AS sales FROM events WHERE event = 'transaction' GROUP BY itemid ORDER BY sales DESC, itemid LIMIT 3"),
            new Question(
                    "Which categories have most items?",
                    "SELECT p.value AS categoryid, t.parentid, count(DISTINCT p.itemid) AS items FROM item_properties p JOIN category_tree t ON CAST(p.value AS BIGINT) = t.categoryid WHERE p.property = 'categoryid' GROUP BY ALL ORDER BY items DESC, categoryid LIMIT 3"));

    static List<DemoResult.Answer> ask(Clients clients, String database, Path cache) throws SQLException {
        Set<String> tables = new CatalogTables(clients)
                .of(database).stream().map(CatalogTables.Entry::name).collect(Collectors.toSet());
        List<DemoResult.Answer> answers = new ArrayList<>();
        try (CatalogSession lake = CatalogSession.open(clients, database, cache)) {
            for (Question question : questions(tables)) {
                answers.add(new DemoResult.Answer(question.text(), question.sql(), lake.query(question.sql())));
            }
        }
        return answers;
    }

    private static List<Question> questions(Set<String> tables) {
        if (tables.containsAll(Set.of("events", "item_properties", "category_tree"))) {
            return RETAILROCKET;
        }
        return tables.stream()
                .sorted()
                .limit(3)
                .map(table -> new Question("What is in " + table + "?", "SELECT * FROM \"" + table + "\" LIMIT 3"))
                .toList();
    }

    private AnalystQueries() {}
}
