package dev.mayfly.orchestrator.command;

/** What was said is not what can be said: the message tells what would be, and nothing was done. */
final class InvalidCommandException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    InvalidCommandException(String message) {
        super(message);
    }
}
