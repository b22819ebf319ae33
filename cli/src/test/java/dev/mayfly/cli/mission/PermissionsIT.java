package dev.mayfly.cli.mission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.deploy.Call;
import dev.mayfly.deploy.Permissions;
import dev.mayfly.deploy.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the function and a step really call is what their roles allow. */
@Timeout(300)
class PermissionsIT {
    @TempDir
    private Path folder;

    @Test
    void everyCallOfAMissionIsAllowedByTheRoleThatMakesIt() throws Exception {
        Permissions permissions =
                Permissions.of(Stack.read(Mission.home().root().resolve("deploy/cloudformation.json"), Map.of()));
        List<Call> calls;
        try (Mission mission = Mission.open(folder, Visits.DATASET)) {
            mission.put("visits-1.csv", Visits.HEADER + "1,home,mon\n2,cart,tue\n");
            assertThat(mission.runOver(1).path("state").asText()).isEqualTo("SUCCEEDED");
            mission.put("visits-1.csv", Visits.HEADER + "11,home,wed\nx,cart,tue\n");
            mission.runOver(2);
            calls = WireCalls.of(mission.stage().cloud().requests().all())
                    .distinct()
                    .toList();
        }

        assertThat(calls)
                .extracting(call -> call.caller() + " " + call.action())
                .contains(
                        "Role[id=OrchestratorRole] elasticmapreduce:RunJobFlow",
                        "Role[id=OrchestratorRole] scheduler:CreateSchedule",
                        "Role[id=OrchestratorRole] glue:BatchCreatePartition",
                        "Role[id=ClusterNodeRole] s3:GetObject",
                        "Role[id=ClusterNodeRole] s3:PutObject");
        assertThat(calls)
                .filteredOn(call -> !permissions.allow(call))
                .as("calls that AWS would refuse")
                .isEmpty();
    }
}
