package dev.mayfly.simulator.cloud;

/** A notice as it left: whose topic it was sent to, which dataset it is of, if of any, its key, and what it says. */
public record Notice(String deployment, String dataset, String key, String text) {
    private static final String SUCCEEDED = "SUCCEEDED";

    /** The run, or the cluster, that it tells of. */
    public String of() {
        return key.substring(0, Math.max(0, key.lastIndexOf('/')));
    }

    /** How that ended. */
    public String end() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    public boolean good() {
        return end().equals(SUCCEEDED);
    }

    /** The deployment and the dataset, as other checkers name the tables of a dataset. */
    public String tables() {
        return deployment + "/" + dataset;
    }
}
