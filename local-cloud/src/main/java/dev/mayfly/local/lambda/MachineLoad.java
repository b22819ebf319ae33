package dev.mayfly.local.lambda;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Lambda's time limits are for a processor of one's own; where many processes share this machine's, each limit is as much longer. */
final class MachineLoad {
    private MachineLoad() {}

    /** How many processes share each processor now, 1 where there are fewer or the machine does not tell. */
    static double processesPerProcessor() {
        var machine = ManagementFactory.getOperatingSystemMXBean();
        return Math.max(1, machine.getSystemLoadAverage() / machine.getAvailableProcessors());
    }

    /** A limit on a machine that so many processes share. */
    static Duration stretched(Duration limit, double processesPerProcessor) {
        return Duration.ofMillis((long) Math.ceil(limit.toMillis() * Math.max(1, processesPerProcessor)));
    }
}
