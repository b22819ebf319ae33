package dev.mayfly.orchestrator.cluster;

import java.time.Instant;

/** Ends clusters at a time, without any code of ours. */
public interface DeadlineGateway {
    /** Has EMR itself told to terminate the cluster at that time; the same name again changes nothing. */
    void terminateAt(String name, String clusterId, Instant deadline);
}
