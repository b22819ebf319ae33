package dev.mayfly.cli.mission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.deploy.Permissions;
import dev.mayfly.deploy.Stack;
import dev.mayfly.simulator.mutant.Mutant;
import dev.mayfly.simulator.scenario.FixedScenario;
import dev.mayfly.simulator.scenario.Harness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the function calls in the simulator, under faults and in every scenario, is what its role allows on AWS. */
class SimulatedPermissionsTest {
    private static final int SEEDS = 40;

    @Test
    void everyCallOfTheSimulatorIsAllowedByTheFunctionsRole() {
        Permissions permissions = Permissions.of(Stack.read(Path.of("..", "deploy", "cloudformation.json"), Map.of()));
        SimulatedCalls calls = new SimulatedCalls();
        Harness stage = new Harness(Mutant.of("none, written down", calls::clients));

        FixedScenario.all()
                .forEach(scenario -> assertThat(
                                stage.play(scenario, List.of(), false).finished())
                        .as(scenario.name())
                        .isTrue());
        for (long seed = 1; seed <= SEEDS; seed++) {
            stage.play(seed, false);
        }

        assertThat(calls.all())
                .extracting(call -> call.action())
                .contains(
                        "elasticmapreduce:RunJobFlow",
                        "elasticmapreduce:AddTags",
                        "elasticmapreduce:DescribeCluster",
                        "elasticmapreduce:ListSteps",
                        "elasticmapreduce:ListClusters",
                        "elasticmapreduce:TerminateJobFlows",
                        "events:PutEvents",
                        "glue:CreateTable",
                        "glue:UpdateTable",
                        "glue:BatchCreatePartition",
                        "glue:BatchUpdatePartition",
                        "iam:PassRole",
                        "s3:DeleteObject",
                        "s3:GetObject",
                        "s3:ListBucket",
                        "s3:PutObject",
                        "scheduler:CreateSchedule",
                        "sns:Publish");
        assertThat(calls.all())
                .filteredOn(call -> !permissions.allow(call))
                .as("calls that AWS would refuse")
                .isEmpty();
    }
}
