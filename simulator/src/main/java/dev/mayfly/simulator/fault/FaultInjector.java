package dev.mayfly.simulator.fault;

import dev.mayfly.simulator.time.VirtualTime;
import dev.mayfly.simulator.trace.Trace;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What every call of the function goes through: time passes, and what may go wrong does. */
public final class FaultInjector {
    private static final long CALL_MILLIS = 25_000;
    /** A request that nobody waits for any more may still be on its way. */
    private static final long LATEST_EFFECT_MILLIS = 45_000;

    private final VirtualTime time;
    private final Trace trace;
    private final FaultSource faults;
    private final Latency pace;
    private final BooleanSupplier calm;
    private final SplittableRandom random;
    private final Map<FaultPoint, Integer> calls = new LinkedHashMap<>();
    private final Map<FaultPoint, Set<FaultKind>> injected = new LinkedHashMap<>();
    private String lateCaller = "";

    public FaultInjector(
            VirtualTime time,
            Trace trace,
            FaultSource faults,
            Latency pace,
            BooleanSupplier calm,
            SplittableRandom random) {
        this.time = time;
        this.trace = trace;
        this.faults = faults;
        this.pace = pace;
        this.calm = calm;
        this.random = random;
    }

    /** Makes a call for the task whose turn it is. */
    public <T> T through(SimulatedCall<T> door) {
        int occurrence = calls.merge(door.site(), 1, Integer::sum);
        Optional<FaultKind> fault =
                faults.at(door.site(), occurrence).filter(door.site().applicable()::contains);
        fault.ifPresent(kind -> injected.computeIfAbsent(door.site(), site -> EnumSet.noneOf(FaultKind.class))
                .add(kind));
        pass(calm.getAsBoolean() ? Latency.STEADY.millis(random) : pace.millis(random));
        if (fault.isEmpty()) {
            return effect(door);
        }
        trace.note(time.elapsed(), fault.get().words(), () -> door.site() + " " + door.detail());
        return switch (fault.get()) {
            case CRASH_BEFORE -> throw new SimulatedCrash("crashed before " + door.site());
            case CRASH_AFTER -> {
                quietly(door);
                throw new SimulatedCrash("crashed after " + door.site());
            }
            case TIMED_OUT -> {
                unheard(door);
                throw timedOut();
            }
            case VANISHED -> throw timedOut();
            case REFUSED -> door.refusal().get();
            case DENIED -> {
                door.denied().run();
                throw Refusal.denied(door.site());
            }
            case INVALID -> throw Refusal.invalid();
            case STALE -> door.stale().get();
        };
    }

    private <T> T effect(SimulatedCall<T> door) {
        trace.note(time.elapsed(), door.site().operation(), () -> door.site().purpose() + " " + door.detail());
        return door.effect().get();
    }

    /** What changes something may change it at once, or after the caller has given up. */
    private void unheard(SimulatedCall<?> door) {
        if (door.site().reads() || random.nextBoolean()) {
            quietly(door);
            return;
        }
        String caller = caller();
        time.after(random.nextLong(LATEST_EFFECT_MILLIS), () -> {
            trace.note(time.elapsed(), "late", () -> door.site() + " " + door.detail());
            lateCaller = caller;
            quietly(door);
            lateCaller = "";
        });
    }

    /** Whose function makes the call that takes effect now. */
    public String caller() {
        return time.current().map(task -> ((Killable) task).deployment()).orElse(lateCaller);
    }

    private static void quietly(SimulatedCall<?> door) {
        try {
            door.late().run();
        } catch (RuntimeException e) {
            // The service said no, and nobody hears of that either.
            return;
        }
    }

    private RuntimeException timedOut() {
        pass(CALL_MILLIS);
        return ApiCallTimeoutException.create(CALL_MILLIS);
    }

    private void pass(long millis) {
        long end = ((Killable) time.current().orElseThrow()).diesAt();
        time.pause(Math.min(millis, Math.max(0, end - time.millis())));
        if (time.millis() >= end) {
            throw new SimulatedCrash("its time was up");
        }
    }

    /** How often each site was called. */
    public Map<FaultPoint, Integer> calls() {
        return calls;
    }

    /** What went wrong at each site. */
    public Map<FaultPoint, Set<FaultKind>> injected() {
        return injected;
    }
}
