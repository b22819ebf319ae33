package dev.mayfly.orchestrator.notice;

import dev.mayfly.orchestrator.run.Run;

/** Tells people how a run ended, at least once; what is refused for good is a {@link UndeliverableException}. */
public interface Notifier {
    /** Sends the notice of a run that has ended. */
    void announce(Run run);

    /** Tells that a cluster which was nobody's was ended. */
    void orphanTerminated(String clusterId, String clusterName, String why);
}
