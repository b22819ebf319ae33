package dev.mayfly.cli.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.cli.run.FunctionOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.athena.AthenaClient;

/** Answers SQL over the tables of the catalog. */
@Command(
        name = "query",
        description = {
            "Answers SQL over the tables that the catalog names.",
            "duckdb: at once, without views. trino: views too, as Athena would answer; fetched from Maven Central the"
                    + " first time (half a gigabyte). athena: on AWS, and says what was scanned and what it costs."
        },
        mixinStandardHelpOptions = true)
public final class QueryCommand implements Callable<Integer> {
    private static final Duration GLANCE = Duration.ofMillis(500);

    @Spec
    private CommandSpec spec;

    @Mixin
    private FunctionOptions function;

    @Option(names = "--database", defaultValue = "retailrocket", description = "The Glue database (${DEFAULT-VALUE}).")
    private String database;

    @Option(
            names = "--engine",
            defaultValue = "duckdb",
            description = "Who answers: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Engine engine;

    @Option(
            names = "--on-aws",
            description = "The same as --engine athena; credentials and region are the environment's (AWS_PROFILE).")
    private boolean onAws;

    @Option(
            names = "--workgroup",
            defaultValue = "mayfly-analysts",
            description =
                    "Athena's workgroup, which says where results go and what a query may scan (${DEFAULT-VALUE}).")
    private String workgroup;

    @Option(
            names = "--usd-per-tb",
            defaultValue = "5.00",
            description = "What Athena charges in your region (${DEFAULT-VALUE}, unverified).")
    private BigDecimal usdPerTerabyte;

    @Option(
            names = "--most-rows",
            defaultValue = "1000",
            description = "How many rows of Athena's answer are shown (${DEFAULT-VALUE}).")
    private int mostRows;

    @Option(
            names = "--json",
            description = "Print the rows as a JSON array of objects; all else goes to standard error.")
    private boolean json;

    @Parameters(paramLabel = "SQL", description = "One query.")
    private String sql;

    /** Who can answer; the names are what people type. */
    enum Engine {
        duckdb,
        trino,
        athena
    }

    @Override
    public Integer call() throws Exception {
        if (onAws && engine == Engine.trino) {
            throw new ParameterException(
                    spec.commandLine(), "--on-aws asks Athena, and --engine trino does not: drop one");
        }
        try (QueryEngine chosen = engine()) {
            QueryEngine.QueryAnswer answer = chosen.ask(sql);
            if (json) {
                spec.commandLine().getOut().println(objects(answer.rows()));
            } else {
                TextTable.lines(answer.rows()).forEach(spec.commandLine().getOut()::println);
            }
            answer.notes().forEach(spec.commandLine().getErr()::println);
            return 0;
        }
    }

    private QueryEngine engine() throws Exception {
        ProjectHome home = ProjectHome.find();
        return switch (onAws ? Engine.athena : engine) {
            case duckdb ->
                DuckEngine.open(function.clients(), database, home.scratch().resolve("fetched"));
            case trino ->
                TrinoEngine.start(
                        function.clients(),
                        database,
                        home.root(),
                        home.scratch(),
                        spec.commandLine().getErr()::println);
            case athena ->
                new AthenaEngine(
                        function.clients().build(AthenaClient.builder()),
                        new AthenaEngine.Place(database, workgroup, usdPerTerabyte, GLANCE, mostRows));
        };
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
