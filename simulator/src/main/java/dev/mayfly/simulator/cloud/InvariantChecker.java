package dev.mayfly.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.contract.RunPlan;
import java.math.BigDecimal;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/** Sees what really happens, and never asks the ledger. */
public interface InvariantChecker {
    /** RunJobFlow has reached EMR and was not refused. */
    default void launchReceived(RunJobFlowRequest request) {}

    /** A cluster is there. */
    default void created(Cluster cluster) {}

    /** A cluster was told to stop, for the first time. */
    default void toldToStop(Cluster cluster, Cause cause) {}

    /** Somebody called TerminateJobFlows for a cluster, perhaps not for the first time. */
    default void terminateCalled(Cluster cluster, Cause cause) {}

    /** The function was told by EMR that a cluster is gone, and why. */
    default void shownGone(Cluster cluster) {}

    /** A driver holds its claim and starts to work. */
    default void workBegins(Driver driver, RunPlan plan) {}

    /** A driver does nothing more. */
    default void workEnds(Driver driver) {}

    /** The function has written an object. */
    default void wrote(String bucket, String key, byte[] before, byte[] after) {}

    /** The function has taken an object away. */
    default void removed(String bucket, String key) {}

    /** A driver has left a file among its output. */
    default void driverWrote(String file) {}

    /** A table shows something else than before. */
    default void tableChanged(Table table) {}

    /** A notice was sent. */
    default void noticed(Notice notice) {}

    /** SNS does not take a notice, for good as far as the function can tell. */
    default void noticeDenied(Notice notice) {}

    /** The bus does not take an event, for good as far as the function can tell. */
    default void eventDenied(String source, String type, String detail) {}

    /** The function has put an event on the bus. */
    default void eventPut(String source, String type, String detail) {}

    /** A person has said something to a deployment's function, or a newer job or another definition was deployed. */
    default void said(String deployment, String command) {}

    /** A person has said a budget in USD for the run that is asked for. */
    default void offered(String deployment, BigDecimal budget) {}

    /** A person was answered: what was asked for, and what the function said to it. */
    default void answered(String deployment, JsonNode asked, JsonNode answer) {}

    /** A person has put a file where a dataset's inputs lie. */
    default void uploaded(String deployment, String dataset, String key, Buckets.Stored stored) {}

    /**
     * Everything is at rest, and readers do not see what the present files make: a person will have to say something. Only where
     * the control plane lives.
     */
    default void wordNeeded(String deployment, String dataset) {}

    /** Everything is at rest, and readers see all that they should; said before the history is over, if it comes to that. */
    default void rested() {}

    /** The history is over. */
    default void over() {}
}
