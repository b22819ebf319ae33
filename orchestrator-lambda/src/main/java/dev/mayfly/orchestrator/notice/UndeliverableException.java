package dev.mayfly.orchestrator.notice;

/** A service said for good that it does not hand this on; saying it again is of no use until a person changes something. */
public final class UndeliverableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UndeliverableException(String why, Throwable cause) {
        super(why, cause);
    }

    public UndeliverableException(String why) {
        super(why);
    }
}
