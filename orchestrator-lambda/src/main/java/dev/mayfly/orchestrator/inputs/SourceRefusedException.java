package dev.mayfly.orchestrator.inputs;

import java.net.URI;

/** S3 does not list a source, and will not until a person changes something; the message says what to check. */
public final class SourceRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SourceRefusedException(URI source, String answer, String remedy, Throwable cause) {
        super("%s may not be listed: %s. %s".formatted(source, answer, remedy), cause);
    }
}
