package dev.mayfly.job.check;

import java.util.Optional;

/** Finds where quotes break RFC 4180; the parser behind it forgives what this does not. */
final class QuoteValidator {
    private enum At {
        FIELD_START,
        PLAIN,
        QUOTED,
        CLOSED
    }

    static Optional<String> fault(String line) {
        At at = At.FIELD_START;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (at == At.QUOTED) {
                at = c == '"' ? At.CLOSED : At.QUOTED;
            } else if (c == '\r') {
                return Optional.of("a carriage return stands outside quotes at character " + (i + 1));
            } else if (c == ',') {
                at = At.FIELD_START;
            } else if (c == '"' && at != At.PLAIN) {
                at = At.QUOTED;
            } else if (c == '"') {
                return Optional.of("a quote stands inside an unquoted field at character " + (i + 1));
            } else if (at == At.CLOSED) {
                return Optional.of("text follows a closing quote at character " + (i + 1));
            } else {
                at = At.PLAIN;
            }
        }
        return at == At.QUOTED
                ? Optional.of(
                        "a quote is not closed; line breaks inside quotes are read where the table says `multiline: true`, up to 1 MiB")
                : Optional.empty();
    }

    private QuoteValidator() {}
}
