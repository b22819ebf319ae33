package dev.mayfly.simulator.history;

/** Who shares the account, and how much of it shows on one page. */
record Cast(boolean smallPages, boolean twoDeployments, boolean twoVersions, boolean twoDatasets, int strangers) {
    /** One deployment of one version with one dataset. */
    static final Cast ALONE = new Cast(false, false, false, false, 0);

    /** The same beside somebody else's cluster, seen page by page. */
    static final Cast BESIDE_A_STRANGER = new Cast(true, false, false, false, 1);
}
