package dev.mayfly.orchestrator.cluster;

import dev.mayfly.orchestrator.cluster.ClusterTemplate.Fleet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a template's fleets must be so that EMR takes them and a lost spot instance loses no data; all problems at once. */
final class TemplateValidator {
    private static final Set<String> ROLES = Set.of("MASTER", "CORE", "TASK");
    /** What EMR takes in a fleet with an allocation strategy. */
    private static final int MOST_TYPES = 30;

    private TemplateValidator() {}

    static List<String> problems(List<Fleet> fleets) {
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Fleet fleet : fleets) {
            if (!ROLES.contains(fleet.role())) {
                problems.add("a fleet is a '%s'; MASTER, CORE and TASK are known".formatted(fleet.role()));
            }
            if (!seen.add(fleet.role())) {
                problems.add("there are two %s fleets; EMR takes one of each".formatted(fleet.role()));
            }
            if (fleet.types().isEmpty() || fleet.types().size() > MOST_TYPES) {
                problems.add("%s has %d types; 1 to %d would be right"
                        .formatted(fleet.role(), fleet.types().size(), MOST_TYPES));
            }
            if (fleet.onDemand() < 0 || fleet.spot() < 0 || fleet.instances() < 1) {
                problems.add("%s has %d on-demand and %d spot instances; at least one is needed"
                        .formatted(fleet.role(), fleet.onDemand(), fleet.spot()));
            }
            if (fleet.spot() > 0 && !fleet.role().equals("TASK")) {
                problems.add("%s asks for spot; only TASK nodes can be lost without losing the run: make them onDemand"
                        .formatted(fleet.role()));
            }
            if (fleet.diskGb() < 10 || fleet.vcpu() < 2 || fleet.memoryGiB() < 8) {
                problems.add("%s has diskGb %d, vcpu %d, memoryGiB %d; at least 10, 2 and 8 are needed"
                        .formatted(fleet.role(), fleet.diskGb(), fleet.vcpu(), fleet.memoryGiB()));
            }
        }
        if (fleets.stream()
                .noneMatch(fleet -> fleet.role().equals("MASTER") && fleet.onDemand() == 1 && fleet.spot() == 0)) {
            problems.add("one MASTER fleet of one on-demand instance is needed");
        }
        if (seen.contains("TASK") && !seen.contains("CORE")) {
            problems.add("TASK needs a CORE fleet beside it");
        }
        return problems;
    }
}
