package dev.mayfly.cli.bench.coldstart;

import java.time.Duration;
import java.util.List;

/** One process from its start to the end of its first call: CPU of user and system, time that passed, what it asked AWS for. */
record Sample(Duration cpu, Duration wall, List<String> calls) {
    Sample {
        calls = List.copyOf(calls);
    }

    static Duration medianCpu(List<Sample> samples) {
        return median(samples.stream().map(Sample::cpu).toList());
    }

    static Duration medianWall(List<Sample> samples) {
        return median(samples.stream().map(Sample::wall).toList());
    }

    private static Duration median(List<Duration> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no sample was taken: ask for at least one round");
        }
        List<Duration> sorted = all.stream().sorted().toList();
        return sorted.get((sorted.size() - 1) / 2)
                .plus(sorted.get(sorted.size() / 2))
                .dividedBy(2);
    }
}
