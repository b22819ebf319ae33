package dev.mayfly.cli.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.cli.run.FunctionOptions;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers SQL over the tables of the catalog. */
@Command(
        name = "query",
        description = "Answers SQL (DuckDB) over the locations that the catalog names.",
        mixinStandardHelpOptions = true)
public final class QueryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FunctionOptions function;

    @Option(names = "--database", defaultValue = "retailrocket", description = "The Glue database (${DEFAULT-VALUE}).")
    private String database;

    @Option(names = "--json", description = "Print the rows as a JSON array of objects.")
    private boolean json;

    @Parameters(paramLabel = "SQL", description = "One query.")
    private String sql;

    @Override
    public Integer call() throws SQLException {
        try (Lake lake = Lake.open(
                function.clients(), database, ProjectHome.find().scratch().resolve("fetched"))) {
            List<List<String>> rows = lake.query(sql);
            if (json) {
                spec.commandLine().getOut().println(objects(rows));
            } else {
                TextTable.lines(rows).forEach(spec.commandLine().getOut()::println);
            }
            return 0;
        }
    }

    private static ArrayNode objects(List<List<String>> rows) {
        ArrayNode array = new ObjectMapper().createArrayNode();
        for (List<String> row : rows.subList(1, rows.size())) {
            ObjectNode object = array.addObject();
            for (int i = 0; i < row.size(); i++) {
                object.put(rows.get(0).get(i), row.get(i));
            }
        }
        return array;
    }
}
