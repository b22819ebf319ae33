package dev.mayfly.simulator.scenario;

/** Who shares the account, and how much of it shows on one page. */
record Topology(boolean smallPages, boolean twoDeployments, boolean twoVersions, boolean twoDatasets, int strangers) {
    /** One deployment of one version with one dataset. */
    static final Topology ALONE = new Topology(false, false, false, false, 0);

    /** The same beside somebody else's cluster, seen page by page. */
    static final Topology BESIDE_A_STRANGER = new Topology(true, false, false, false, 1);
}
