package dev.mayfly.orchestrator;

import dev.mayfly.orchestrator.command.Commands;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.metrics.InstrumentedEventPublisher;
import dev.mayfly.orchestrator.metrics.InstrumentedLedger;
import dev.mayfly.orchestrator.metrics.InstrumentedNotifier;
import dev.mayfly.orchestrator.notice.Notifier;
import dev.mayfly.orchestrator.reconcile.DatasetDirectory;
import dev.mayfly.orchestrator.reconcile.DatasetRepository;
import dev.mayfly.orchestrator.reconcile.IdGenerator;
import dev.mayfly.orchestrator.reconcile.OrphanReaper;
import dev.mayfly.orchestrator.reconcile.ReconcileDispatcher;
import dev.mayfly.orchestrator.reconcile.Reconciler;
import dev.mayfly.orchestrator.signal.EventPublisher;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What every tick is made of, wired by hand, as the wiring of all parts is a sixth of a cold start; the other parts are wired,
 * around these, when one of them is asked for.
 */
final class CoreComponents {
    private final Supplier<CoreComponents.LazyComponents> others;
    private final Ledger ledger;
    private final Notifier notifier;
    private final EventPublisher signals;
    private final DatasetRepository shelf;
    private final DatasetDirectory known;
    private final IdGenerator names;
    private final OrphanReaper sweep;
    private final EventDispatcher desk;

    /** {@code chance} is asked for a new source of it whenever a name is made; {@code wiring} wires the others around these. */
    CoreComponents(
            OrchestratorConfig config,
            TickGateways doors,
            Clock clock,
            Supplier<RandomGenerator> chance,
            Function<CoreComponents, CoreComponents.LazyComponents> wiring) {
        others = Lazy.once(() -> wiring.apply(this));
        ledger = Lazy.of(Ledger.class, () -> other(InstrumentedLedger.class));
        notifier = Lazy.of(Notifier.class, () -> other(InstrumentedNotifier.class));
        signals = Lazy.of(EventPublisher.class, () -> other(InstrumentedEventPublisher.class));
        shelf = new DatasetRepository(config.deployment(), doors.inputs());
        known = new DatasetDirectory(shelf, doors.heads(), ledger);
        names = new IdGenerator(chance);
        sweep = new OrphanReaper(doors.clusters(), ledger, notifier, config.deployment(), clock);
        ReconcileDispatcher looks =
                new ReconcileDispatcher(shelf, known, Lazy.once(() -> other(Reconciler.class)), signals);
        desk = new EventDispatcher(looks, sweep, Lazy.once(() -> other(Commands.class)), names);
    }

    /** All parts, wired around those of a tick. */
    interface LazyComponents {
        <T> T part(Class<T> type);
    }

    /** A part that a tick over no dataset does without. */
    <T> T other(Class<T> type) {
        return others.get().part(type);
    }

    EventDispatcher desk() {
        return desk;
    }

    Ledger ledger() {
        return ledger;
    }

    Notifier notifier() {
        return notifier;
    }

    EventPublisher signals() {
        return signals;
    }

    DatasetRepository shelf() {
        return shelf;
    }

    DatasetDirectory known() {
        return known;
    }

    IdGenerator names() {
        return names;
    }

    OrphanReaper sweep() {
        return sweep;
    }
}
