package dev.mayfly.job.failure;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What nobody foresaw, with what was being done. Of what was thrown it keeps the class and the place in the code, and the message
 * of a failed input or output alone: other messages may have a value of the row at hand. An error of the JVM becomes one of
 * these, because Spark ends the whole process for it.
 */
public final class UnexpectedFailure extends RuntimeException implements DisclosableMessage {
    private static final String OURS = "dev.mayfly.";

    private final String doing;

    private UnexpectedFailure(String doing, Throwable thrown) {
        super("%s: %s".formatted(doing, said(thrown)));
        this.doing = doing;
        setStackTrace(thrown.getStackTrace());
    }

    /** Around something that may have been named before, which is kept as the cause. */
    private UnexpectedFailure(Throwable named, String doing) {
        super(doing, named);
        this.doing = doing;
    }

    /** The failure of a task while it was doing this; what has a meaning of its own to us or to Spark is thrown as it is. */
    public static <E extends Throwable> UnexpectedFailure inTask(String doing, Throwable thrown) throws E {
        boolean interrupted = thrown instanceof InterruptedException
                || thrown instanceof InterruptedIOException
                || thrown instanceof ClosedByInterruptException;
        if (interrupted) {
            UnexpectedFailure.<E>raise(thrown);
        }
        if (thrown instanceof Exception exception && !(TaskFault.of(exception) instanceof TaskFault)) {
            throw TaskFault.of(exception);
        }
        return new UnexpectedFailure(doing, root(thrown));
    }

    /** The failure of the step while it was doing this. */
    public static UnexpectedFailure inStep(String doing, Throwable thrown) {
        return new UnexpectedFailure(thrown, doing);
    }

    @SuppressWarnings("unchecked") // whoever catches everything has to be able to throw it
    private static <E extends Throwable> void raise(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static Throwable root(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElse(thrown);
    }

    /** What was being done. */
    public String doing() {
        return doing;
    }

    /** What was thrown, in a few words that have nothing of a row. */
    public static String said(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        if (thrown instanceof OutOfMemoryError) {
            return name + ", memory ran out" + place(thrown);
        }
        return thrown instanceof IOException && thrown.getMessage() != null
                ? "%s: %s"
                        .formatted(name, thrown.getMessage().lines().findFirst().orElse(""))
                : name + place(thrown);
    }

    private static String place(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith(OURS)) {
                return " in %s, line %d".formatted(frame.getFileName(), frame.getLineNumber());
            }
        }
        return "";
    }
}
