package dev.mayfly.orchestrator.log;

import org.slf4j.MDC;

/** What the lines of a log are about: every line between the opening of one of these and its closing carries it. */
public final class LogContext implements AutoCloseable {
    private final String key;

    private LogContext(String key, String value) {
        this.key = key;
        MDC.put(key, value);
    }

    /** An invocation of the function. */
    public static LogContext request(String id) {
        return new LogContext("requestId", id);
    }

    /** A dataset that is looked at, and its run, once {@link #run} has said which. */
    public static LogContext dataset(String name) {
        return new LogContext("dataset", name);
    }

    /** The run that the dataset in hand has now. */
    public static void run(String id) {
        MDC.put("runId", id);
    }

    @Override
    public void close() {
        MDC.remove(key);
        MDC.remove("runId");
    }
}
