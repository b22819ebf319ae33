package dev.mayfly.simulator.cloud;

import dev.mayfly.contract.RunPlan;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/** Sees what really happens, and never asks the ledger. */
public interface Witness {
    /** RunJobFlow has reached EMR and was not refused. */
    default void launchReceived(RunJobFlowRequest request) {}

    /** A cluster is there. */
    default void created(Cluster cluster) {}

    /** A cluster was told to stop, for the first time. */
    default void toldToStop(Cluster cluster, Cause cause) {}

    /** Somebody called TerminateJobFlows for a cluster, perhaps not for the first time. */
    default void terminateCalled(Cluster cluster, Cause cause) {}

    /** A driver holds its claim and starts to work. */
    default void workBegins(Driver driver, RunPlan plan) {}

    /** A driver does nothing more. */
    default void workEnds(Driver driver) {}

    /** The function has written an object. */
    default void wrote(String bucket, String key, byte[] before, byte[] after) {}

    /** The function has taken an object away. */
    default void removed(String bucket, String key) {}

    /** A table shows something else than before. */
    default void tableChanged(Table table) {}

    /** A notice was sent. */
    default void noticed(String key) {}

    /** A person has said something to a deployment's function, or a newer job was deployed. */
    default void said(String deployment, String command) {}

    /** A person has put a file where a dataset's inputs lie. */
    default void uploaded(String deployment, String dataset) {}

    /** The history is over. */
    default void over() {}
}
