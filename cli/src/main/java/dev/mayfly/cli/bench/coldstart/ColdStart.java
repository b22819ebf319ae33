package dev.mayfly.cli.bench.coldstart;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a cold start costs: the function's samples, boto3's where it is installed, and the size of what is deployed. */
record ColdStart(List<Sample> function, List<Sample> boto, Optional<String> peer, long zipBytes) {
    private static final double BAR = 3.5;
    private static final long LARGEST_ZIP = 25_000_000;

    ColdStart {
        function = List.copyOf(function);
        boto = List.copyOf(boto);
    }

    /** CPU of the function in CPUs of boto3, or nothing where there is no boto3 to compare with. */
    OptionalDouble cpuRatio() {
        return boto.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) Sample.medianCpu(function).toNanos()
                        / Sample.medianCpu(boto).toNanos());
    }

    boolean good() {
        return cpuRatio().orElse(0) <= BAR && zipBytes < LARGEST_ZIP;
    }

    String json() {
        String ratio = cpuRatio().isEmpty()
                ? "null"
                : String.format(Locale.ROOT, "%.2f", cpuRatio().getAsDouble());
        return "{\"cpuRatio\":%s,\"zipBytes\":%d}".formatted(ratio, zipBytes);
    }

    void print(PrintWriter out) {
        out.printf("java %s, %s%n", System.getProperty("java.version"), System.getProperty("java.vm.name"));
        out.println("until the first tick is answered: "
                + String.join(", ", function.get(0).calls()));
        out.printf("%n| median of %d | CPU ms | wall ms |%n|---|---|---|%n", function.size());
        row(out, "function, deployable zip, runtime interface client", function);
        if (boto.isEmpty()) {
            out.println("| boto3 | not installed: pip install boto3 | |");
        } else {
            row(out, peer.orElse("boto3"), boto);
        }
        out.println();
        cpuRatio().ifPresent(ratio -> out.printf(Locale.ROOT, "CPU %.2f x boto3's (bar %.1f)%n", ratio, BAR));
        out.printf(Locale.ROOT, "zip %,d bytes (bar %,d)%n", zipBytes, LARGEST_ZIP);
    }

    private static void row(PrintWriter out, String name, List<Sample> samples) {
        Duration cpu = Sample.medianCpu(samples);
        out.printf(
                "| %s | %d | %d |%n",
                name, cpu.toMillis(), Sample.medianWall(samples).toMillis());
    }
}
