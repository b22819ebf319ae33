package dev.mayfly.job.source;

import dev.mayfly.contract.S3Uris;
import dev.mayfly.job.failure.DisclosableMessage;
import java.net.URI;

/** An input broke while it was read; the message names it. */
public final class UnreadableInput extends RuntimeException implements DisclosableMessage {
    private final String why;

    UnreadableInput(URI input, String why, Throwable cause) {
        super("%s %s".formatted(S3Uris.shown(input), why), cause);
        this.why = why;
    }

    /** What is wrong, for a sentence that has named the input. */
    public String why() {
        return why;
    }
}
