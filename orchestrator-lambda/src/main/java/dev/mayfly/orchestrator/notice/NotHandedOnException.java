package dev.mayfly.orchestrator.notice;

/** A service said for good that it does not hand this on; saying it again is of no use until a person changes something. */
public final class NotHandedOnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotHandedOnException(String why, Throwable cause) {
        super(why, cause);
    }

    public NotHandedOnException(String why) {
        super(why);
    }
}
