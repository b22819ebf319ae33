package dev.mayfly.contract;

import java.time.Instant;

/**
 * How far a step has come, for people who wait; nothing is decided by it. {@code table} may be empty; tasks are of the
 * stage at work; rows are read from all inputs so far, of about {@code bytesTotal} bytes.
 */
public record RunProgress(
        String runId,
        int attempt,
        String phase,
        String table,
        int stagesDone,
        int tasksDone,
        int tasksTotal,
        long rowsRead,
        long rowsWritten,
        Instant at) {}
