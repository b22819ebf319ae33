package dev.mayfly.orchestrator.signal;

import dev.mayfly.orchestrator.run.Run;
import java.util.List;

/** What other programs are told: events on a bus, at least once. */
public interface EventPublisher {
    /** Readers see another generation of a dataset; what the bus refuses for good is a {@code UndeliverableException}. */
    void published(Run run);

    /** Each of these datasets is to be looked at, in an invocation of its own. */
    void look(List<String> datasets);
}
