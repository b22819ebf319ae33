package dev.mayfly.orchestrator.artifacts;

/** A file was replaced after the look that listed it; the next look finds it as it is then. */
public final class InputChangedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InputChangedException(String message) {
        super(message);
    }

    InputChangedException(String message, Throwable cause) {
        super(message, cause);
    }
}
