package dev.mayfly.orchestrator.exchange;

/** A file was replaced between the look that listed it and its copy; the next look finds it as it is then. */
public final class InputMovedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InputMovedException(String message, Throwable cause) {
        super(message, cause);
    }
}
