package dev.mayfly.simulator.scenario;

/** From which minute on nothing of ours runs any more, and whether what was scheduled beforehand still happens. */
record Outage(long fromMinute, boolean schedulesFire) {
    static final Outage NONE = new Outage(Long.MAX_VALUE, true);
}
