package dev.mayfly.simulator.fault;

/** The ways in which a call can go wrong. */
public enum FaultKind {
    /** The invocation dies before the request leaves. */
    CRASH_BEFORE("dies before it"),
    /** The invocation dies after the effect. */
    CRASH_AFTER("dies after it"),
    /** It takes effect, for RunJobFlow perhaps much later, and nobody hears of it. */
    TIMED_OUT("takes effect, no answer"),
    /** It never takes effect, and nobody hears of it. */
    VANISHED("no effect, no answer"),
    /** The service says no: throttled, in conflict, or item by item. */
    REFUSED("refused"),
    /** The service says no for good: somebody took the permission away, and may give it back. */
    DENIED("has no permission"),
    /** EMR says no for good: what is asked for cannot be. */
    INVALID("asks for what cannot be"),
    /** An answer that was true a while ago. */
    STALE("an old answer");

    private final String words;

    FaultKind(String words) {
        this.words = words;
    }

    /** What happens, in a history that a person reads. */
    public String words() {
        return words;
    }
}
