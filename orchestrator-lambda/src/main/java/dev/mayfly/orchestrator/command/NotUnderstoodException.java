package dev.mayfly.orchestrator.command;

/** What was said is not what can be said: the message tells what would be, and nothing was done. */
final class NotUnderstoodException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NotUnderstoodException(String message) {
        super(message);
    }
}
