package dev.mayfly.cli.mission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.simulator.Simulator;
import dev.mayfly.simulator.fault.PlannedFaults.Planned;
import dev.mayfly.simulator.scenario.SimulationResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How it went with a dataset's first runs: how each ended, and how many clusters there were until then. */
record Course(List<String> ends, long clusters) {
    private static final Pattern TOLD = Pattern.compile("sns\\.Publish notice (\\w+-\\w+/[A-Z]+)");
    private static final Pattern CREATED = Pattern.compile("cluster (j-\\w+) is created for mayfly/prod/");

    /** Over the wire, up to now. */
    static Course of(Mission mission) {
        List<String> states = new ArrayList<>(mission.runs().stream()
                .map(run -> run.path("state"))
                .map(JsonNode::asText)
                .toList());
        Collections.reverse(states);
        return new Course(states, mission.clusters().size());
    }

    /** So many runs as the simulator tells of them, in a fixed scenario with these faults, each of which has to occur. */
    static Course simulated(int runs, String scenario, List<String> faults) {
        List<Planned> planned = faults.stream().map(Planned::parse).toList();
        SimulationResult ending = new Simulator().scenario(scenario, planned);
        assertThat(planned)
                .allSatisfy(fault -> assertThat(ending.injected().get(fault.site()))
                        .as("%s", fault)
                        .contains(fault.kind()));
        // A notice may come twice.
        Set<String> told = new LinkedHashSet<>();
        Set<String> clusters = new LinkedHashSet<>();
        for (String line : ending.lines()) {
            if (told.size() < runs) {
                found(TOLD, line, told);
                found(CREATED, line, clusters);
            }
        }
        return new Course(
                told.stream()
                        .map(notice -> notice.substring(notice.indexOf('/') + 1))
                        .toList(),
                clusters.size());
    }

    private static void found(Pattern pattern, String line, Set<String> names) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
            names.add(matcher.group(1));
        }
    }
}
