package dev.mayfly.cli.bench;

/** What one child process took: CPU seconds of user and system, seconds on the wall, the most memory it held resident. */
record Measured(double cpuSeconds, double wallSeconds, double peakGiB) {
    static final Measured NOTHING = new Measured(0, 0, 0);
}
