package dev.mayfly.orchestrator.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A word that can be said, and the keys that it takes beside {@code command}: what it does not take would be ignored. */
enum CommandName {
    RUN,
    RERUN,
    PLAN,
    STATUS,
    RUNS,
    CANCEL,
    HOLD,
    RELEASE,
    APPROVE,
    ROLLBACK,
    PIN,
    UNPIN,
    AUDIT,
    REAP,
    DRAIN;

    /** All of them as they are said. */
    static List<String> all() {
        return Arrays.stream(values()).map(CommandName::text).toList();
    }

    /** The one that is said so. */
    static Optional<CommandName> of(String said) {
        return Arrays.stream(values()).filter(word -> word.text().equals(said)).findFirst();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> keys() {
        return switch (this) {
            case RUN, RERUN -> List.of("dataset", "by", "reason", "budgetUsd");
            case PLAN -> List.of("dataset", "budgetUsd");
            case STATUS -> List.of("dataset", "run");
            case RUNS -> List.of("dataset", "limit");
            case CANCEL, HOLD, RELEASE, APPROVE, AUDIT -> List.of("dataset", "by", "reason");
            case ROLLBACK, PIN, UNPIN -> List.of("dataset", "to", "by", "reason");
            case REAP -> List.of("dryRun");
            case DRAIN -> List.of("by", "reason");
        };
    }
}
