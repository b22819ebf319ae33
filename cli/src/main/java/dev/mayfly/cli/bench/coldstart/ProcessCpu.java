package dev.mayfly.cli.bench.coldstart;

import java.time.Duration;

/** The processor time, of user and system, that a living process has used; Linux counts it in hundredths of a second. */
final class ProcessCpu {
    private ProcessCpu() {}

    static Duration of(Process process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("this machine does not tell a process's processor time"));
    }
}
