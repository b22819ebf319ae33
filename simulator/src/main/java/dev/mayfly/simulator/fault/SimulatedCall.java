package dev.mayfly.simulator.fault;

import java.util.function.Supplier;

/**
 * One call to the outside: what it does; what an old answer to it would be; how its effect comes about when nobody hears of
 * it; how it is refused, by an answer or an exception; and who hears of it when it is refused for good.
 */
public record SimulatedCall<T>(
        FaultPoint site,
        String detail,
        Supplier<T> effect,
        Supplier<T> stale,
        Runnable late,
        Supplier<T> refusal,
        Runnable denied) {
    /** A call whose effect comes at once, whose answer cannot be old, and that is refused with an exception. */
    public static <T> SimulatedCall<T> of(
            FaultPoint site, String detail, Supplier<T> effect, Supplier<? extends RuntimeException> refusal) {
        return answering(site, detail, effect, () -> {
            throw refusal.get();
        });
    }

    /** The same, but refused within an answer. */
    public static <T> SimulatedCall<T> answering(
            FaultPoint site, String detail, Supplier<T> effect, Supplier<T> refusal) {
        return new SimulatedCall<>(site, detail, effect, effect, unheard(effect), refusal, () -> {});
    }

    /** An effect without anybody who hears the answer. */
    public static Runnable unheard(Supplier<?> effect) {
        return () -> {
            Object unused = effect.get();
        };
    }

    /** The same call with an old answer. */
    public SimulatedCall<T> withStaleAnswer(Supplier<T> old) {
        return new SimulatedCall<>(site, detail, effect, old, late, refusal, denied);
    }

    /** The same call whose effect may come late when nobody hears of it. */
    public SimulatedCall<T> withLateEffect(Runnable later) {
        return new SimulatedCall<>(site, detail, effect, stale, later, refusal, denied);
    }

    /** The same call, of which somebody hears when it is refused for good. */
    public SimulatedCall<T> withDenial(Runnable heard) {
        return new SimulatedCall<>(site, detail, effect, stale, late, refusal, heard);
    }
}
