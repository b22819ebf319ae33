package dev.mayfly.orchestrator.run;

import java.util.Locale;
import java.util.Optional;

/**
 * A person's word. {@code budget} stands in for the dataset's own, never above the deployment's; {@code to} names the run
 * whose generation a rollback restores, a pin keeps or an unpin lets go.
 */
public record UserCommand(Verb verb, String by, String reason, Optional<Usd> budget, Optional<String> to) {
    /** What can be asked for. */
    public enum Verb {
        /** A run of what is there, unless it was dealt with. */
        RUN,
        /** A run of what is there, even if it was dealt with. */
        RERUN,
        /** The end of the run in hand. */
        CANCEL,
        /** No more runs until released. */
        HOLD,
        /** Runs again. */
        RELEASE,
        /** What a guard held back goes on. */
        APPROVE,
        /** Readers see an earlier generation again. */
        ROLLBACK,
        /** A generation can be read by its name, and is kept. */
        PIN,
        /** It is kept no longer than others. */
        UNPIN,
        /** The catalog is compared now with what readers should see. */
        AUDIT;

        /** As people say it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A word without a budget or a target. */
    public static UserCommand of(Verb verb, String by, String reason) {
        return new UserCommand(verb, by, reason, Optional.empty(), Optional.empty());
    }

    /** Whether what it asks for begins only where no run is in hand. */
    public boolean startsARun() {
        return wantsARun() || verb == Verb.ROLLBACK || verb == Verb.PIN;
    }

    /** Whether it can be done though nobody knows what the dataset is, as its file is wrong now. */
    public boolean needsNoDefinition() {
        return verb == Verb.HOLD || verb == Verb.RELEASE || verb == Verb.CANCEL;
    }

    /** Whether the ledger alone decides it: neither files nor clusters are looked at before it is done. */
    public boolean needsNoLook() {
        return !wantsARun();
    }

    boolean wantsARun() {
        return verb == Verb.RUN || verb == Verb.RERUN || verb == Verb.APPROVE;
    }

    /** Who, what and why, for the record. */
    String describe() {
        return "%s said %s: %s".formatted(by, verb.word(), reason);
    }
}
