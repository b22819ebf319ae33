package dev.mayfly.simulator.fault;

/** An invocation dies here: an error, so that nothing that runs in it can go on. */
public final class SimulatedCrash extends Error {
    public SimulatedCrash(String why) {
        super(why, null, false, false);
    }
}
