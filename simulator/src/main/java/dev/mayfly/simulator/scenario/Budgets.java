package dev.mayfly.simulator.scenario;

/** What a run and a day may cost, in USD. */
record Budgets(String perRunUsd, String perDayUsd) {
    static final Budgets AMPLE = new Budgets("2", "10");

    /** What one attempt is put aside for, and no more. */
    static final Budgets TIGHT_RUN = new Budgets("0.63", "10");

    /** Two attempts a day if each costs what it could. */
    static final Budgets TIGHT_DAY = new Budgets("2", "1.3");

    /** Four attempts one after the other, each on a larger cluster than the others have. */
    static final Budgets OF_A_LADDER = new Budgets("5", "10");

    boolean tightDay() {
        return equals(TIGHT_DAY);
    }
}
