package dev.mayfly.cli.mission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.local.emr.EmrSettings;
import dev.mayfly.local.events.EventSettings;
import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.Faults.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** What goes wrong between AWS and us, over the wire and with real processes: it ends well, and nothing is left alive. */
@Timeout(400)
class FaultsIT {
    @TempDir
    private Path folder;

    @Test
    void aLaunchWhoseAnswerIsLostIsFoundAndNotRepeated() throws Exception {
        try (Mission mission = open(Mission.BRISK)) {
            fault(mission, "RunJobFlow", 1, new Fault.LoseResponse());
            succeedsOnOneCluster(mission, "emr.RunJobFlow(launch)#1=TIMED_OUT");
            assertThat(mission.stage().cloud().requests().of("elasticmapreduce", "RunJobFlow"))
                    .hasSize(1);
        }
    }

    @Test
    void aFunctionKilledWhilePublishingIsFollowedByAnother() throws Exception {
        try (Mission mission = open(Mission.BRISK)) {
            mission.stage()
                    .cloud()
                    .faults()
                    .arm("glue", "BatchCreatePartition", 1, new Fault.Delay(Duration.ofSeconds(5)));
            mission.put("visits-1.csv", Visits.HEADER + "1,home,mon\n2,cart,tue\n3,pay,wed\n");
            until(() -> !mission.stage()
                    .cloud()
                    .requests()
                    .of("glue", "BatchCreatePartition")
                    .isEmpty());
            assertThat(mission.function().killWorking()).isPositive();
            assertThat(mission.runOver(1).path("state").asText()).isEqualTo("SUCCEEDED");
            assertThat(mission.ask("SELECT id FROM visits ORDER BY id"))
                    .containsExactly(List.of("1"), List.of("2"), List.of("3"));
            assertThat(mission.clustersAlive()).isZero();
            wentAsSimulated(mission, "glue.BatchCreatePartition(catalog)#1=CRASH_AFTER");
        }
    }

    @Test
    @Tag("full")
    void aServerErrorAfterTheLaunchIsNoReasonForASecond() throws Exception {
        try (Mission mission = open(Mission.BRISK)) {
            fault(mission, "RunJobFlow", 1, new Fault.FailAfterEffect());
            succeedsOnOneCluster(mission, "emr.RunJobFlow(launch)#1=TIMED_OUT");
        }
    }

    @Test
    @Tag("full")
    void aThrottledLaunchIsAskedForAgain() throws Exception {
        try (Mission mission = open(Mission.BRISK)) {
            fault(mission, "RunJobFlow", 2, throttled());
            JsonNode run = succeedsOnOneCluster(
                    mission, "emr.RunJobFlow(launch)#1=REFUSED", "emr.RunJobFlow(launch)#2=REFUSED");
            assertThat(run.path("attempts")).hasSize(3);
        }
    }

    @Test
    @Tag("full")
    void readsThatAreThrottledDelayARunAndNoMore() throws Exception {
        try (Mission mission = open(Mission.BRISK)) {
            for (String operation : List.of("DescribeCluster", "ListSteps", "ListClusters", "TerminateJobFlows")) {
                fault(mission, operation, 6, throttled());
            }
            mission.stage().cloud().faults().arm("glue", "*", 5, throttled());
            succeedsOnOneCluster(
                    mission,
                    "emr.DescribeCluster(look)#1=REFUSED",
                    "emr.ListSteps(look)#1=REFUSED",
                    "emr.ListClusters(sweep)#1=REFUSED",
                    "glue.GetDatabase(catalog)#1=REFUSED");
        }
    }

    @Test
    @Tag("full")
    void aLedgerThatAnswersConflictsAndLosesAnswersKeepsOneRun() throws Exception {
        try (Mission mission = open(Mission.BRISK)) {
            String head = "PUT /" + mission.stage().bucket("StateBucket") + "/ledger/visits/head.json";
            var faults = mission.stage().cloud().faults();
            faults.arm("s3", head, 1, new Fault.Refuse(new AwsError(409, "ConditionalRequestConflict", "try again")));
            faults.arm("s3", head, 1, new Fault.LoseResponse());
            faults.arm("s3", head, 1, new Fault.Refuse(new AwsError(412, "PreconditionFailed", "no")));
            faults.arm("s3", head, 1, new Fault.FailAfterEffect());
            succeedsOnOneCluster(
                    mission,
                    "s3.PutObject(head LAUNCHING)#1=REFUSED",
                    "s3.PutObject(head LAUNCHING)#2=TIMED_OUT",
                    "s3.PutObject(head RUNNING)#1=REFUSED",
                    "s3.PutObject(head PUBLISHING)#1=TIMED_OUT");
        }
    }

    @Test
    @Tag("full")
    void aClusterStuckInItsBootstrapIsEnded() throws Exception {
        try (Mission mission = open(Mission.BRISK + ",launchDeadline=PT8S")) {
            mission.s3()
                    .putObject(
                            request -> request.bucket(mission.stage().bucket("ArtifactsBucket"))
                                    .key("bootstrap/dead-man.sh"),
                            RequestBody.fromString("sleep 600\n"));
            mission.put("visits-1.csv", Visits.HEADER + "1,home,mon\n");
            until(() -> mission.runs().size() == 3
                    && mission.runs().stream()
                            .noneMatch(run -> run.path("endedAt").isNull()));
            Course simulated = Course.simulated(1, "stuck bootstrapping", List.of());
            assertThat(mission.runs()).allSatisfy(run -> {
                assertThat(run.path("reason").path("code").asText()).isEqualTo("LAUNCH_DEADLINE");
                assertThat(new Course(
                                List.of(run.path("state").asText()),
                                run.path("attempts").size()))
                        .isEqualTo(simulated);
            });
            mission.ticks(10);
            assertThat(mission.clusters()).hasSize(3);
            assertThat(mission.clustersAlive()).isZero();
        }
    }

    @Test
    @Tag("full")
    void aStepThatHangsIsEndedAtItsDeadline() throws Exception {
        try (Mission mission = open(Mission.BRISK, Visits.DATASET.replace("maxDuration: 45m", "maxDuration: 30s"))) {
            mission.put("visits-1.csv", Visits.HEADER + "1,home,mon\n");
            mission.await(1, run -> run.path("progress").isObject());
            freeze(mission);
            JsonNode run = mission.runOver(1);
            assertThat(run.path("reason").path("code").asText()).isEqualTo("RUN_DEADLINE");
            assertThat(mission.clustersAlive()).isZero();
            assertThat(mission.sparkProcesses()).isEmpty();
            assertThat(Course.of(mission)).isEqualTo(Course.simulated(1, "driver hangs", List.of()));
        }
    }

    @Test
    @Tag("full")
    void eventsAloneCarryARunToItsEndWhenEveryTickIsLost() throws Exception {
        EventSettings withoutTicks = new EventSettings(1, 0, Duration.ZERO, Optional.of(Duration.ofDays(1)));
        try (Mission mission = Mission.open(
                folder,
                Visits.DATASET,
                LocalDeployment.Options.usual(Mission.home())
                        .withPolicy(Mission.BRISK)
                        .withEvents(withoutTicks))) {
            mission.put("visits-1.csv", Visits.HEADER + "1,home,mon\n");
            mission.put(
                    "_manifest.json",
                    "{\"files\":[{\"key\":\"visits-1.csv\",\"bytes\":23,\"etag\":\"%s\"}]}"
                            .formatted(mission.s3()
                                    .headObject(request -> request.bucket(
                                                    mission.raw().bucket())
                                            .key(mission.raw().prefix() + "visits-1.csv"))
                                    .eTag()
                                    .replace("\"", "")));
            // The manifest itself is an arrival.
            JsonNode run = mission.runOver(1);
            assertThat(run.path("state").asText()).as("%s", run).isEqualTo("SUCCEEDED");
            assertThat(mission.clustersAlive()).isZero();
        }
    }

    @Test
    @Tag("full")
    void theOneTimeScheduleEndsAClusterWhenNoCodeOfOursRunsAnyMore() throws Exception {
        String definition = Visits.DATASET.replace("maxDuration: 45m", "maxDuration: 20s");
        EmrSettings emr = EmrSettings.quick(Mission.home().sparkClasspath());
        try (Mission mission = Mission.open(
                folder,
                definition,
                LocalDeployment.Options.usual(Mission.home())
                        .withPolicy(Mission.BRISK + ",launchDeadline=PT20S")
                        .withEmr(emr))) {
            mission.put("visits-1.csv", Visits.HEADER + "1,home,mon\n");
            mission.await(1, run -> run.path("progress").isObject());
            freeze(mission);
            mission.function().close();
            until(() -> mission.clustersAlive() == 0);
            assertThat(mission.clusters())
                    .singleElement()
                    .satisfies(cluster -> assertThat(
                                    cluster.status().stateChangeReason().message())
                            .isEqualTo("Terminated by user request"));
            assertThat(mission.sparkProcesses()).isEmpty();
        }
    }

    private static Fault throttled() {
        return new Fault.Refuse(new AwsError(400, "ThrottlingException", "Rate exceeded"));
    }

    private Mission open(String policy) throws IOException {
        return open(policy, Visits.DATASET);
    }

    private Mission open(String policy, String definition) throws IOException {
        return Mission.open(
                folder,
                definition,
                LocalDeployment.Options.usual(Mission.home()).withPolicy(policy));
    }

    private static void fault(Mission mission, String operation, int times, Fault fault) {
        mission.stage().cloud().faults().arm("elasticmapreduce", operation, times, fault);
    }

    private static JsonNode succeedsOnOneCluster(Mission mission, String... simulated) throws Exception {
        mission.put("visits-1.csv", Visits.HEADER + "1,home,mon\n");
        JsonNode run = mission.runOver(1);
        assertThat(run.path("state").asText()).as("%s", run).isEqualTo("SUCCEEDED");
        assertThat(mission.clusters()).hasSize(1);
        assertThat(mission.clustersAlive()).isZero();
        assertThat(mission.ask("SELECT id FROM visits")).containsExactly(List.of("1"));
        wentAsSimulated(mission, simulated);
        return run;
    }

    private static void wentAsSimulated(Mission mission, String... faults) {
        assertThat(Course.of(mission)).isEqualTo(Course.simulated(1, "one run", List.of(faults)));
    }

    /** A driver that neither works nor dies. */
    private static void freeze(Mission mission) throws IOException, InterruptedException {
        for (ProcessHandle spark : mission.sparkProcesses().toList()) {
            assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(spark.pid()))
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
