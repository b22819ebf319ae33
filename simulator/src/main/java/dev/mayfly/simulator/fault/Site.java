package dev.mayfly.simulator.fault;

import java.util.EnumSet;
import java.util.Set;

/** A place from which the outside world is called: service and operation, and what for. */
public record Site(String operation, String purpose) {
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);
    private static final Set<FaultKind> NOT_STALE = EnumSet.complementOf(EnumSet.of(FaultKind.STALE));

    /**
     * The faults that can happen here. An old answer is one of a service that is eventually consistent, to a question: S3 is
     * strongly consistent, and the answer to a write has no age.
     */
    public Set<FaultKind> applicable() {
        return readsOf("emr.") || readsOf("glue.") ? ALL : NOT_STALE;
    }

    private boolean readsOf(String service) {
        if (!operation.startsWith(service)) {
            return false;
        }
        String verb = operation.substring(service.length());
        return verb.startsWith("Get")
                || verb.startsWith("BatchGet")
                || verb.startsWith("List")
                || verb.startsWith("Describe");
    }

    @Override
    public String toString() {
        return operation + "(" + purpose + ")";
    }
}
