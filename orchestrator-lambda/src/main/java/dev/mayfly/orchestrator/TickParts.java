package dev.mayfly.orchestrator;

import dev.mayfly.orchestrator.command.Commands;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.metrics.MeasuredLedger;
import dev.mayfly.orchestrator.metrics.MeasuredNotifier;
import dev.mayfly.orchestrator.metrics.MeasuredSignals;
import dev.mayfly.orchestrator.notice.Notifier;
import dev.mayfly.orchestrator.reconcile.DatasetShelf;
import dev.mayfly.orchestrator.reconcile.FreshNames;
import dev.mayfly.orchestrator.reconcile.KnownDatasets;
import dev.mayfly.orchestrator.reconcile.Looks;
import dev.mayfly.orchestrator.reconcile.Reconciler;
import dev.mayfly.orchestrator.reconcile.Sweep;
import dev.mayfly.orchestrator.signal.Signals;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What every tick is made of, wired by hand, as the wiring of all parts is a sixth of a cold start; the other parts are wired,
 * around these, when one of them is asked for.
 */
final class TickParts {
    private final Supplier<Others> others;
    private final Ledger ledger;
    private final Notifier notifier;
    private final Signals signals;
    private final DatasetShelf shelf;
    private final KnownDatasets known;
    private final FreshNames names;
    private final Sweep sweep;
    private final FrontDesk desk;

    /** {@code chance} is asked for a new source of it whenever a name is made; {@code wiring} wires the others around these. */
    TickParts(
            OrchestratorConfig config,
            TickDoors doors,
            Clock clock,
            Supplier<RandomGenerator> chance,
            Function<TickParts, Others> wiring) {
        others = Lazy.once(() -> wiring.apply(this));
        ledger = Lazy.of(Ledger.class, () -> other(MeasuredLedger.class));
        notifier = Lazy.of(Notifier.class, () -> other(MeasuredNotifier.class));
        signals = Lazy.of(Signals.class, () -> other(MeasuredSignals.class));
        shelf = new DatasetShelf(config.deployment(), doors.inputs());
        known = new KnownDatasets(shelf, doors.heads(), ledger);
        names = new FreshNames(chance);
        sweep = new Sweep(doors.clusters(), ledger, notifier, config.deployment(), clock);
        Looks looks = new Looks(shelf, known, Lazy.once(() -> other(Reconciler.class)), signals);
        desk = new FrontDesk(looks, sweep, Lazy.once(() -> other(Commands.class)), names);
    }

    /** All parts, wired around those of a tick. */
    interface Others {
        <T> T part(Class<T> type);
    }

    /** A part that a tick over no dataset does without. */
    <T> T other(Class<T> type) {
        return others.get().part(type);
    }

    FrontDesk desk() {
        return desk;
    }

    Ledger ledger() {
        return ledger;
    }

    Notifier notifier() {
        return notifier;
    }

    Signals signals() {
        return signals;
    }

    DatasetShelf shelf() {
        return shelf;
    }

    KnownDatasets known() {
        return known;
    }

    FreshNames names() {
        return names;
    }

    Sweep sweep() {
        return sweep;
    }
}
