package dev.mayfly.cli.mission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.deploy.Call;
import dev.mayfly.deploy.Permissions;
import dev.mayfly.deploy.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the function and a step really call is what their roles allow, and none of it takes a value of a file elsewhere. */
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
            mission.put("visits-1.csv", (Visits.HEADER + "11,home,wed\nx,%s,tue\n").formatted(MarkedFile.VALUE));
            assertThat(mission.runOver(2).at("/reason/code").asText()).isEqualTo("TOO_MANY_REJECTED");
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
        everyLineOfTheFunctionsLogIsJsonAndSaysWhichRun();
        assertThat(MarkedFile.findElsewhere(folder.resolve("cloud"))).isEmpty();
    }

    /** What the function's own processes wrote in that mission; the lines between are Lambda's. */
    private void everyLineOfTheFunctionsLogIsJsonAndSaysWhichRun() throws Exception {
        List<String> lines = FunctionLog.below(folder.resolve("cloud"));
        List<JsonNode> said = lines.stream().map(FunctionLog::json).toList();

        assertThat(said).filteredOn(line -> !line.has("_aws")).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("timestamp").asText()).endsWith("Z");
            assertThat(line.path("level").asText()).isIn("INFO", "WARN", "ERROR");
            assertThat(line.path("requestId").asText()).isNotEmpty();
        });
        assertThat(said)
                .filteredOn(line -> line.path("message").asText().startsWith("visits: "))
                .filteredOn(line -> line.path("runId").asText().matches("\\d{8}T\\d{6}Z-[0-9a-f]{8}"))
                .as("lines about a run")
                .isNotEmpty();
        assertThat(said).filteredOn(line -> line.has("_aws")).as("metrics").isNotEmpty();
        assertThat(lines)
                .as("events and files")
                .noneMatch(line -> line.contains("detail-type") || line.contains(MarkedFile.VALUE));
    }
}
