package dev.mayfly.job;

import static dev.mayfly.job.Workbench.UNPARTITIONED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnRule;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.DerivedColumn;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A marked value in every place of an input, in runs that fail: the step's documents and its log have none of it. */
class ValuesStayInRowsTest {
    private static final String TEXT = "Q7-SECRET";
    private static final String NUMBER = "9173917391";
    private static final String GOOD = "id,name,day,price\n1,a,2024-01-01,1.5\n";
    private static final TableLayout BY_NAME = new TableLayout(List.of("name"), List.of(), 1 << 27, 1);
    private static final TableLayout BY_GROUP = new TableLayout(
            List.of("name_group"), List.of(), 1 << 27, 1, List.of(new DerivedColumn.Group("name_group", "name", 5)));

    private final StringWriter log = new StringWriter();
    private Appender screen;

    @TempDir
    private Path dir;

    /** A file that fails its run, how its table lies, and whether a row of it is rejected. */
    private record Marked(String name, byte[] content, TableLayout layout, boolean rejects) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Marked> marked() {
        return Stream.of(
                failed("a header of one name", "Q7-SECRET\n1\n"),
                failed("a name in quotes", "id,\"Q7-SECRET, \"\"x\"\"\",day,price\n1,a,b,c\n"),
                failed("no header", "7,Q7-SECRET,2024-01-01,1.5\n"),
                failed("no header, semicolons", "7;Q7-SECRET;2024-01-01;1,5\n"),
                failed("no header, tabs", "7\tQ7-SECRET\t2024-01-01\t9173917391\n"),
                failed("no header, a quote that is not closed", "7,\"Q7-SECRET,2024-01-01,1.5\n"),
                failed("no header, a stray quote", "7,Q7-SECRET\",2024-01-01,1.5\n"),
                failed("no header, a NUL", "7,Q7-SECRET\0,2024-01-01,1.5\n"),
                new Marked("no header, not UTF-8", "7,Q7-SECRET\u00e9,x\n".getBytes(ISO_8859_1), UNPARTITIONED, false),
                failed("a comment", "# Q7-SECRET\n" + GOOD),
                failed("a web page", "<html><b>Q7-SECRET</b>\n"),
                failed("JSON", "{\"name\": \"Q7-SECRET\"}\n"),
                failed("a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:Q7-SECRET\n"),
                failed("a name twice", "id,name,Name,day,price,Q7-SECRET\n1,a,b,2024-01-01,1,2\n"),
                failed("a header alone", "id,name,day,price,Q7-SECRET\n"),
                failed(
                        "a second header in another order",
                        "id,name,day,price,Q7-SECRET\n1,a,2024-01-01,1.5,x\nname,id,day,price,Q7-SECRET\n"),
                failed("a name that is nearly right", "id,na-me,day,Q7-SECRET\n1,a,2024-01-01,1.5\n"),
                new Marked("a gzip that breaks off", brokenGzip(), UNPARTITIONED, false),
                rejected("a bad number", "Q7-SECRET,a,2024-01-01,1.5\n"),
                rejected("a number too large", "9173917391,a,2024-01-01,1.5\n"),
                rejected("a bad day", "2,a,Q7-SECRET,1.5\n"),
                rejected("a bad decimal", "2,a,2024-01-01,Q7-SECRET\n"),
                rejected("a decimal too long", "2,a,2024-01-01,9173917391\n"),
                rejected("a value that no rule allows", "2,Q7-SECRET-not,2024-01-01,1.5\n"),
                rejected("too many fields", "2,a,2024-01-01,1.5,Q7-SECRET\n"),
                rejected("too few fields", "2,Q7-SECRET\n"),
                rejected("a stray quote", "2,Q7-SECRET\"x,2024-01-01,1.5\n"),
                rejected("text behind a quote", "2,\"Q7\"-SECRET,2024-01-01,1.5\n"),
                rejected("a quote that is not closed", "2,\"Q7-SECRET,2024-01-01,1.5\n"),
                rejected("an empty field beside it", ",Q7-SECRET,2024-01-01,1.5\n"),
                rejected("a row in another separator", "2;Q7-SECRET;2024-01-01;1.5\n"),
                partitioned("a partition that is too long", BY_NAME, TEXT.repeat(120)),
                partitioned("too many partitions", BY_NAME, TEXT),
                partitioned("too many groups", BY_GROUP, TEXT));
    }

    private static Marked failed(String name, String content) {
        return new Marked(name, content.getBytes(UTF_8), UNPARTITIONED, false);
    }

    private static Marked rejected(String name, String row) {
        return new Marked(name, (GOOD + row).getBytes(UTF_8), UNPARTITIONED, true);
    }

    private static Marked partitioned(String name, TableLayout layout, String value) {
        return new Marked(
                name, (GOOD + "2,%s,2024-01-01,1\n3,b,2024-01-01,1\n".formatted(value)).getBytes(UTF_8), layout, false);
    }

    private static byte[] brokenGzip() {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write((GOOD + "2,Q7-SECRET,x,1\n".repeat(1_000)).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(gzip.toByteArray(), gzip.size() - 20);
    }

    @BeforeEach
    void listen() {
        Configurator.setRootLevel(Level.WARN);
        Configurator.setLevel("dev.mayfly", Level.INFO);
        WriterAppender appender = WriterAppender.createAppender(
                PatternLayout.newBuilder().withPattern("%p %c %m%n%throwable").build(),
                null,
                log,
                "values",
                false,
                true);
        appender.start();
        screen = context().getConfiguration().getAppender("stderr");
        context().getConfiguration().getRootLogger().removeAppender("stderr");
        context().getConfiguration().getRootLogger().addAppender(appender, Level.ALL, null);
        context().updateLoggers();
    }

    @AfterEach
    void stopListening() {
        context().getConfiguration().getRootLogger().removeAppender("values");
        context().getConfiguration().getRootLogger().addAppender(screen, Level.ALL, null);
        Configurator.setLevel("dev.mayfly", Level.OFF);
        Configurator.setRootLevel(Level.OFF);
    }

    private static LoggerContext context() {
        return (LoggerContext) LogManager.getContext(false);
    }

    @ParameterizedTest
    @MethodSource("marked")
    void standInRejectedRowsAlone(Marked marked) throws IOException {
        Workbench bench = new Workbench(dir);
        assertThat(bench.run(bench.plan(table(bench, marked)))).isEqualTo(1);
        assertThat(bench.failure().message()).doesNotContain("SECRET", NUMBER);
        assertThat(log.toString()).contains(bench.failure().message()).doesNotContain("SECRET", NUMBER);
        assertThat(holding(dir.resolve("state"))).isEmpty();
        if (marked.rejects) {
            assertThat(DuckDb.rows(
                            "select count(*) from read_parquet('%s/curated/_rejects/**/*.parquet') where raw like '%%Q7%%' or raw like '%%%s%%'"
                                    .formatted(dir, NUMBER)))
                    .containsExactly("1");
        }
    }

    private static TablePlan table(Workbench bench, Marked marked) {
        String file = marked.name.contains("gzip") ? "a.csv.gz" : "a.csv";
        TablePlan plain = bench.table("t", List.of(bench.file(file, marked.content)), UNPARTITIONED, "id:int");
        List<ColumnRule> rules = marked.rejects ? List.of(new ColumnRule.OneOf(List.of("a", "b"))) : List.of();
        return new TablePlan(
                plain.name(),
                plain.inputs(),
                List.of(
                        new Column("id", ColumnType.of("int"), false, ""),
                        new Column("name", ColumnType.of("string"), false, "", rules),
                        new Column("day", ColumnType.of("date"), false, ""),
                        new Column("price", ColumnType.of("decimal(6,2)"), false, "")),
                marked.layout,
                plain.output(),
                plain.rejects(),
                0,
                true,
                Set.of());
    }

    /** Files that have the marked values. */
    private static List<Path> holding(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            String content = new String(Files.readAllBytes(file), UTF_8);
                            return content.contains("SECRET") || content.contains(NUMBER);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
