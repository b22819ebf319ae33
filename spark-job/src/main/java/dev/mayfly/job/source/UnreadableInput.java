package dev.mayfly.job.source;

/** An input broke while it was read; the message names it. */
public final class UnreadableInput extends RuntimeException {
    UnreadableInput(String message, Throwable cause) {
        super(message, cause);
    }
}
