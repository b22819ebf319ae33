package dev.mayfly.simulator.fault;

import java.util.EnumSet;
import java.util.Set;

/** A place from which the outside world is called: service and operation, and what for. */
public record FaultPoint(String operation, String purpose) {
    private static final Set<FaultKind> OF_READS = EnumSet.complementOf(EnumSet.of(FaultKind.INVALID));
    private static final Set<FaultKind> OF_LAUNCHES = EnumSet.complementOf(EnumSet.of(FaultKind.STALE));
    private static final Set<FaultKind> USUAL = EnumSet.complementOf(EnumSet.of(FaultKind.STALE, FaultKind.INVALID));
    private static final Set<String> READS = Set.of("Get", "BatchGet", "List", "Head", "Describe");

    /**
     * The faults that can happen here. An old answer is one of a service that is eventually consistent, to a question: S3 is
     * strongly consistent, and the answer to a write has no age. Only EMR is asked for what may not be possible.
     */
    public Set<FaultKind> applicable() {
        if (operation.equals("emr.RunJobFlow")) {
            return OF_LAUNCHES;
        }
        boolean eventually = operation.startsWith("emr.") || operation.startsWith("glue.");
        return eventually && reads() ? OF_READS : USUAL;
    }

    /** Whether it changes nothing. */
    public boolean reads() {
        String verb = operation.substring(operation.indexOf('.') + 1);
        return READS.stream().anyMatch(verb::startsWith);
    }

    @Override
    public String toString() {
        return operation + "(" + purpose + ")";
    }
}
