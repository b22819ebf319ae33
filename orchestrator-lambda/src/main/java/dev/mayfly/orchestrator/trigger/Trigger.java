package dev.mayfly.orchestrator.trigger;

import java.util.Set;

/** What woke the function. */
public sealed interface Trigger {
    /** Files may have arrived: {@code s3://bucket/key}, unquoted. */
    record FilesArrived(Set<String> objects) implements Trigger {
        public FilesArrived {
            objects = Set.copyOf(objects);
        }
    }

    /** Clusters of these names may have changed. */
    record ClustersChanged(Set<String> names) implements Trigger {
        public ClustersChanged {
            names = Set.copyOf(names);
        }
    }

    /** Time has passed. */
    record Tick() implements Trigger {}

    /** A person asks for something; {@code line} is what they sent. */
    record Command(com.fasterxml.jackson.databind.JsonNode payload) implements Trigger {}

    /** Set-up noise that needs no answer but this one. */
    record Ignored(String what) implements Trigger {}

    /** Nothing that is known here. */
    record Unknown(String what) implements Trigger {}

    /** One dataset is to be looked at, by our own word on the bus. */
    record ReconcileRequest(String dataset) implements Trigger {}
}
