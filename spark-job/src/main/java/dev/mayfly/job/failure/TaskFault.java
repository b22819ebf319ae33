package dev.mayfly.job.failure;

import java.util.Objects;
import java.util.stream.Stream;

/** What a task failed on, in words that have nothing of its rows: Spark writes whatever a task throws into its logs. */
public final class TaskFault extends RuntimeException implements DisclosableMessage {
    private static final String SPARKS_OWN = "org.apache.spark.";

    private TaskFault(String message) {
        super(message);
    }

    /** The exception to throw instead; Spark's own mean something to Spark and stay. */
    public static RuntimeException of(Exception thrown) {
        Throwable safe = Stream.iterate((Throwable) thrown, Objects::nonNull, Throwable::getCause)
                .filter(link -> link instanceof DisclosableMessage && link instanceof RuntimeException)
                .findFirst()
                .orElse(null);
        if (safe != null) {
            return (RuntimeException) safe;
        }
        if (thrown instanceof RuntimeException own
                && thrown.getClass().getName().startsWith(SPARKS_OWN)) {
            return own;
        }
        Throwable root = Stream.iterate((Throwable) thrown, Objects::nonNull, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElse(thrown);
        TaskFault fault = new TaskFault("%s: %s".formatted(root.getClass().getSimpleName(), ThrownText.message(root)));
        fault.setStackTrace(root.getStackTrace());
        return fault;
    }
}
