package dev.mayfly.orchestrator.exchange;

/** A file was replaced after the look that listed it; the next look finds it as it is then. */
public final class InputMovedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InputMovedException(String message) {
        super(message);
    }

    InputMovedException(String message, Throwable cause) {
        super(message, cause);
    }
}
