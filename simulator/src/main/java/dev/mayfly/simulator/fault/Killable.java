package dev.mayfly.simulator.fault;

/** A task that is killed when its time is up, whatever it does. */
public interface Killable extends Runnable {
    /** When it is killed, in milliseconds of virtual time. */
    long diesAt();

    /** Whose function it is. */
    String deployment();
}
