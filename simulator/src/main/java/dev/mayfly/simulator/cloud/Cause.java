package dev.mayfly.simulator.cloud;

/** Who or what ended a cluster. */
public enum Cause {
    STEP_DONE,
    STEP_FAILED,
    NO_CAPACITY,
    BOOTSTRAP,
    NODE_LOST,
    CONTROL_PLANE,
    SCHEDULE,
    DEAD_MAN,
    PERSON,
    CLEANING_UP
}
