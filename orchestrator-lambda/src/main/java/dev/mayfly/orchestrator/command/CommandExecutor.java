package dev.mayfly.orchestrator.command;

import dev.mayfly.orchestrator.reconcile.Reconciler;
import dev.mayfly.orchestrator.run.UserCommand;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Says a person's word to a dataset, and again while what stands in its way passes by itself, so that none is lost. */
public final class CommandExecutor {
    private static final Duration BETWEEN = Duration.ofMillis(400);
    private final Reconciler reconciler;
    private final Sleeper pause;

    @Inject
    public CommandExecutor(Reconciler reconciler, Sleeper pause) {
        this.reconciler = reconciler;
        this.pause = pause;
    }

    /** What came of a word, in a sentence, and whether it was done: one that only waits, or stands already, was not. */
    record CommandResult(String message, boolean done) {}

    /** What came of it, as soon as it is known or when patience is at its end. */
    CommandExecutor.CommandResult execute(
            String dataset, UserCommand word, String invocation, BooleanSupplier patience) {
        Reconciler.ReconcileResult looked = reconciler.reconcile(dataset, Optional.of(word), invocation, patience);
        while (looked.passing() && patience.getAsBoolean()) {
            pause.of(BETWEEN);
            looked = reconciler.reconcile(dataset, looked.open(), invocation, patience);
        }
        return new CommandExecutor.CommandResult(looked.said(), looked.open().isEmpty());
    }
}
