package dev.mayfly.job.check;

import java.util.Optional;

/** What is behind kinds of fault that all rows of a file have. */
public final class RowFaults {
    /** What the program that wrote the file does, and what to do, where this is known of the kind. */
    public static Optional<String> habit(String kind) {
        if (kind.equals(Fault.LAST_FIELD_EMPTY)) {
            return Optional.of(
                    "its export ends each row with a comma, and the header without one. Nothing is damaged; give the header a comma at its end as well, or take it from the rows");
        }
        return kind.equals(Fault.LAST_NAME_EMPTY)
                ? Optional.of(
                        "its export ends the header with a comma, and no row. Nothing is damaged; take the comma from the header")
                : Optional.empty();
    }

    private RowFaults() {}
}
