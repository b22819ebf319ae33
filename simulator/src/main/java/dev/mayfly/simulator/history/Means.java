package dev.mayfly.simulator.history;

/** What a run and a day may cost, in USD. */
record Means(String perRunUsd, String perDayUsd) {
    static final Means AMPLE = new Means("2", "10");

    /** What one attempt is put aside for, and no more. */
    static final Means TIGHT_RUN = new Means("0.63", "10");

    /** Two attempts a day if each costs what it could. */
    static final Means TIGHT_DAY = new Means("2", "1.3");

    /** Four attempts one after the other, each on a larger cluster than the others have. */
    static final Means OF_A_LADDER = new Means("5", "10");

    boolean tightDay() {
        return equals(TIGHT_DAY);
    }
}
