package dev.mayfly.local.http;

/** A refusal by the name that the service's own model gives it, with the HTTP status that goes with it. */
public final class AwsError extends RuntimeException {
    private final int status;
    private final String code;

    public AwsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status, 400 for most refusals. */
    public int status() {
        return status;
    }

    /** The error's name, {@code EntityNotFoundException} for instance. */
    public String code() {
        return code;
    }
}
