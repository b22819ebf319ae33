package dev.mayfly.orchestrator.inputs;

/** A document that is there and cannot be taken until its owner does something about it; the message names it and says why. */
public final class UnreadableDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableDocumentException(String why, Throwable cause) {
        super(why, cause);
    }

    public UnreadableDocumentException(String why) {
        super(why);
    }
}
