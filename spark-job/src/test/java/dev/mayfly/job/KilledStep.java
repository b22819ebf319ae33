package dev.mayfly.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.RunPlan;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The step as a node runs it, by SparkSubmit in a process of its own, which can be killed as if the machine had died. */
final class KilledStep implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(2);

    private final Process process;
    private final Path log;

    private KilledStep(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static KilledStep start(Workbench bench, RunPlan plan) {
        byte[] json = ContractJson.bytes(plan);
        Path file = bench.write("state/plan-a%d.json".formatted(plan.attempt()), json);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx700m"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[2]",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--conf",
                "spark.local.dir=" + bench.path("spark-local"),
                "--class",
                TransformJob.class.getName(),
                "spark-internal",
                "--plan",
                file.toUri().toString(),
                "--sha256",
                ContractJson.sha256(json)));
        Path log = bench.path("step.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(bench.environment());
        builder.environment().put("TMPDIR", System.getProperty("java.io.tmpdir"));
        builder.directory(new File(System.getProperty("java.io.tmpdir")));
        try {
            return new KilledStep(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it at the first look at which something is so; false if it came to its end before that. */
    boolean killOnce(BooleanSupplier so) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            if (!process.isAlive()) {
                return false;
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the step is still not there after %s: %s".formatted(PATIENCE, log()));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        close();
        return true;
    }

    /** Lets it work so much longer at most. */
    void workFor(Duration time) {
        try {
            process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String log() {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the kernel does it: no shutdown hook runs. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
