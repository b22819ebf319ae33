package dev.mayfly.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The step on a driver and two executors, each a process of its own that shares nothing with the others but files. */
@Tag("full")
@Timeout(300)
class TwoExecutorsIT {
    private static final TableLayout SMALL_FILES =
            new TableLayout(List.of("event"), List.of("itemid", "ts"), 200_000, 100);
    private static final Pattern EXECUTOR = Pattern.compile("\"Executor ID\":\"(\\d+)\"");
    private static final int FILES = 6;
    private static final int ROWS = 30_000;

    @TempDir
    private Path dir;

    @Test
    void spreadsOverExecutorsAndFilesAndLosesNothing() throws Exception {
        Workbench bench = new Workbench(dir);
        List<InputFile> inputs = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            inputs.add(bench.file("events%d.csv".formatted(i), events(i)));
        }
        TablePlan table = bench.table(
                "events", inputs, SMALL_FILES, "ts:bigint", "event:string", "itemid:bigint", "note:string?");
        assertThat(submitted(bench, bench.plan(table)))
                .as(Files.readString(dir.resolve("step.log")))
                .isZero();

        assertThat(executorsWithTasks()).containsExactly("0", "1");
        TableOutput output = bench.manifest().tables().get(0);
        assertThat(output.rows()).isEqualTo((long) FILES * ROWS);
        assertThat(bench.partitions("events").stream().map(PartitionOutput::files))
                .anyMatch(files -> files.size() > 1);
        List<String> columns = List.of("ts", "event", "itemid", "note");
        assertThat(DuckDb.digest(DuckDb.parquet(dir + "/curated/events/**/*.parquet"), columns))
                .isEqualTo(DuckDb.digest(DuckDb.csv(dir + "/raw/events*.csv"), columns));
        assertThat(output.duplicates().orElseThrow())
                .isEqualTo(Long.parseLong(
                        DuckDb.rows("select count(*) - (select count(*) from (select distinct * from %1$s)) from %1$s"
                                        .formatted(DuckDb.csv(dir + "/raw/events*.csv")))
                                .get(0)))
                .isPositive();
    }

    /** By Spark's own event log: who ended a task with success. */
    private Set<String> executorsWithTasks() throws IOException {
        Set<String> executors = new TreeSet<>();
        try (var logs = Files.list(dir.resolve("events-log"))) {
            for (Path log : logs.toList()) {
                Files.readString(log)
                        .lines()
                        .filter(line -> line.contains("SparkListenerTaskEnd"))
                        .map(EXECUTOR::matcher)
                        .filter(Matcher::find)
                        .forEach(found -> executors.add(found.group(1)));
            }
        }
        return executors;
    }

    private int submitted(Workbench bench, RunPlan plan) throws IOException, InterruptedException {
        byte[] json = ContractJson.bytes(plan);
        Path file = bench.write("state/plan.json", json);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Files.createDirectories(dir.resolve("events-log"));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx700m"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-cp", classPath, "org.apache.spark.deploy.SparkSubmit"));
        command.addAll(List.of("--master", "local-cluster[2,1,1024]"));
        conf(command, "spark.driver.host", "127.0.0.1");
        conf(command, "spark.driver.bindAddress", "127.0.0.1");
        conf(command, "spark.executor.memory", "700m");
        conf(command, "spark.executor.extraClassPath", classPath);
        conf(command, "spark.local.dir", dir.resolve("spark-local").toString());
        conf(command, "spark.eventLog.enabled", "true");
        conf(command, "spark.eventLog.dir", dir.resolve("events-log").toUri().toString());
        // Both have work only if the driver waits for both.
        conf(command, "spark.scheduler.minRegisteredResourcesRatio", "1");
        conf(command, "spark.scheduler.maxRegisteredResourcesWaitingTime", "120s");
        command.addAll(List.of("--class", TransformJob.class.getName(), "spark-internal"));
        command.addAll(List.of("--plan", file.toUri().toString(), "--sha256", ContractJson.sha256(json)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("step.log").toFile());
        builder.environment().putAll(bench.environment());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_SCALA_VERSION", "2.12");
        builder.environment().put("SPARK_HOME", home(classPath).toString());
        builder.directory(new File(dir.toString()));
        Process step = builder.start();
        try {
            assertThat(step.waitFor(4, TimeUnit.MINUTES))
                    .as("the step comes to its end")
                    .isTrue();
            return step.exitValue();
        } finally {
            step.descendants().forEach(ProcessHandle::destroyForcibly);
            step.destroyForcibly();
        }
    }

    private static void conf(List<String> command, String key, String value) {
        command.addAll(List.of("--conf", key + "=" + value));
    }

    /** A Spark that is installed has its libraries in a folder; executors are started from there. */
    private Path home(String classPath) throws IOException {
        Path home = dir.resolve("spark");
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar")) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        return home;
    }

    private static byte[] events(int seed) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("ts,event,itemid,note\n");
        String line = "";
        for (int i = 0; i < ROWS; i++) {
            if (i % 1_000 != 1) {
                int kind = random.nextInt(10);
                line = "%d,%s,%d,%s\n"
                        .formatted(
                                1_430_000_000_000L + random.nextInt(1_000_000_000),
                                kind == 0 ? "sale" : kind < 3 ? "cart" : "view",
                                random.nextInt(20_000),
                                kind == 1 ? "\"a, \"\"quoted\"\" note\"" : kind == 0 ? "é" : "");
            }
            csv.append(line);
        }
        return csv.toString().getBytes(UTF_8);
    }
}
