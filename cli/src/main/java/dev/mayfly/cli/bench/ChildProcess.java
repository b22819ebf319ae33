package dev.mayfly.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs one process at a time and says what it took, as Linux accounts for it; other systems are not measured. */
final class ChildProcess {
    private static final Path OWN = Path.of("/proc/self/stat");
    private static final double TICKS_PER_SECOND = 100;
    private static final double KIB_PER_GIB = 1 << 20;
    private static final int LOG_LINES = 30;

    /** Runs a command to its end; a code other than 0 fails with the end of what it said. */
    static ProcessStats run(List<String> command, Map<String, String> environment, Path log) {
        if (!Files.exists(OWN)) {
            throw new IllegalStateException("%s is not there: the bench measures on Linux only".formatted(OWN));
        }
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            double cpu = reapedCpuSeconds();
            long start = System.nanoTime();
            Process process = builder.start();
            double peak = 0;
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peakGiB(process.pid()));
            }
            double wall = (System.nanoTime() - start) / 1e9;
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "%s ended with %d: %s".formatted(command.get(0), process.exitValue(), tail(log)));
            }
            return new ProcessStats(reapedCpuSeconds() - cpu, wall, peak);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a measured process ran", e);
        }
    }

    /** The kernel adds a child's whole time, its own children's with it, to its parent when it is reaped. */
    private static double reapedCpuSeconds() throws IOException {
        String stat = Files.readString(OWN, UTF_8);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
    }

    private static double peakGiB(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status"), UTF_8).stream()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / KIB_PER_GIB;
        } catch (IOException e) {
            // It has just ended; what was seen before holds.
            return 0;
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    private ChildProcess() {}
}
