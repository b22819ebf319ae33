package dev.mayfly.cli.bench;

/** What one child process took: CPU seconds of user and system, seconds on the wall, the most memory it held resident. */
record ProcessStats(double cpuSeconds, double wallSeconds, double peakGiB) {
    static final ProcessStats NOTHING = new ProcessStats(0, 0, 0);
}
