package dev.mayfly.simulator.cloud;

/** Who or what ended a cluster. */
public enum Cause {
    STEP_DONE,
    STEP_FAILED,
    NO_CAPACITY,
    NO_ADDRESSES,
    QUOTA,
    INVALID,
    EMR_ERROR,
    BOOTSTRAP,
    NODE_LOST,
    CONTROL_PLANE,
    SCHEDULE,
    DEAD_MAN,
    PERSON,
    CLEANING_UP
}
