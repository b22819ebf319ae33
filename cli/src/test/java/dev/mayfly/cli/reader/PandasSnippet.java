package dev.mayfly.cli.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the snippet for pandas asks Athena, found by running it with a stand-in for awswrangler that says what it was given. */
final class PandasSnippet {
    private static final String RUN = """
            import datetime, runpy, sys, types

            def read_sql_query(sql, database, params, paramstyle, workgroup, ctas_approach):
                assert (database, paramstyle, workgroup, ctas_approach) == ("retailrocket", "named", "mayfly-analysts", False)
                for name, value in params.items():
                    assert type(value) is datetime.date, "awswrangler would quote %r" % value
                    sql = sql.replace(":" + name, "DATE '%s'" % value.isoformat())
                print(sql)
                sys.exit(0)

            wrangler = types.ModuleType("awswrangler")
            wrangler.athena = types.SimpleNamespace(read_sql_query=read_sql_query)
            sys.modules["awswrangler"] = wrangler
            runpy.run_path(sys.argv[1])
            """;

    /** The query with its parameters in it; nothing on a machine without Python. */
    static Optional<String> sql() throws IOException, InterruptedException {
        Process python;
        try {
            python = new ProcessBuilder(
                            "python3",
                            "-c",
                            RUN,
                            Path.of("..", "docs", "analysts", "pandas_athena.py")
                                    .toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        String said = new String(python.getInputStream().readAllBytes(), UTF_8).strip();
        if (!python.waitFor(30, TimeUnit.SECONDS) || python.exitValue() != 0) {
            throw new AssertionError(said);
        }
        return Optional.of(said);
    }

    private PandasSnippet() {}
}
