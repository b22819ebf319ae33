package dev.mayfly.orchestrator.run;

import java.util.List;

/** What a cluster is made of, as far as it costs something. */
public record ClusterShape(List<Fleet> fleets) {
    /** So many instances, each of any of these types, each with so much disk. */
    public record Fleet(String role, List<String> types, int instances, int diskGb) {
        public Fleet {
            types = List.copyOf(types);
            if (types.isEmpty() || instances < 1 || diskGb < 10) {
                throw new IllegalArgumentException(
                        "fleet %s of %d x %s with %d GB: at least one type, one instance and 10 GB are needed"
                                .formatted(role, instances, types, diskGb));
            }
        }
    }

    public ClusterShape {
        fleets = List.copyOf(fleets);
    }
}
