package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.RunFailure;
import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.Usd;
import dev.mayfly.orchestrator.run.UserCommand;
import dev.mayfly.orchestrator.view.ViewCatalog;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private final World world = new World();

    @Test
    void launchesOneClusterOnceTheFilesHaveFallenQuiet() {
        world.upload("events.csv", "event,itemid\nview,1\n");
        assertThat(world.look()).isEqualTo("files arrived; waiting until nothing has changed for PT2M");
        assertThat(world.clusters).isEmpty();
        world.lookAfter(Duration.ofMinutes(2));
        assertThat(world.clusters).hasSize(1);
        assertThat(world.latest().order.name()).startsWith("mayfly/test/shop/").endsWith("/a1");
        assertThat(world.deadlines).containsEntry("j-1", world.run().attempt().absoluteDeadline());
        assertThat(world.run().attempt().fate().deadlineScheduled()).isTrue();
    }

    @Test
    void publishesWhatTheStepMadeAndSeesTheClusterGone() {
        world.succeed(world.launched());
        assertThat(world.finished().state()).isEqualTo(new RunState.Ended(Outcome.SUCCEEDED));
        assertThat(world.partitions.get("events")).hasSize(1);
        assertThat(world.finished().attempt().fate().actual()).contains(Usd.of("0.1497"));
        assertThat(world.notices).hasSize(1);
        assertThat(world.lookAfter(Duration.ofMinutes(1))).startsWith("nothing new since run");
    }

    @Test
    void showsTheViewsOnceEveryTableIsPublished() {
        List<Integer> partitionsThen = new ArrayList<>();
        world.views = views(Optional.empty(), () -> {
            partitionsThen.add(world.partitions.get("events").size());
            return partitionsThen.size() == 1
                    ? new CatalogResult.Unfinished("Glue could not be used")
                    : new CatalogResult.Confirmed(1);
        });
        world.succeed(world.launched());
        assertThat(world.finished().state()).isEqualTo(new RunState.Ended(Outcome.SUCCEEDED));
        assertThat(partitionsThen).as("tried again at the next look").containsExactly(1, 1);
    }

    @Test
    void refusesAViewInSomebodyElsesPlaceBeforeAnyTableChanges() {
        World.FakeCluster cluster = world.launched();
        world.views = views(Optional.of("shop.orders is there already: rename one of them"), () -> {
            throw new AssertionError("nothing is shown");
        });
        world.succeed(cluster);
        assertThat(world.partitions).isEmpty();
        assertThat(world.tables).isEmpty();
        assertThat(((RunState.Ended) world.finished().state()).outcome().reason())
                .hasValueSatisfying(reason -> assertThat(reason.message()).startsWith("shop.orders is there already"));
    }

    @Test
    void launchesNothingWhileAViewIsInSomebodyElsesPlace() {
        world.views = views(Optional.of("shop.orders is there already: rename one of them"), () -> {
            throw new AssertionError("nothing is shown");
        });
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.look();
        assertThat(world.lookAfter(Duration.ofMinutes(3))).contains("shop.orders is there already: rename one of them");
        assertThat(world.clusters).isEmpty();

        world.views = views(Optional.empty(), () -> new CatalogResult.Confirmed(1));
        world.lookAfter(Duration.ofMinutes(1));
        assertThat(world.clusters).hasSize(1);
    }

    private static ViewCatalog views(Optional<String> refusal, Supplier<CatalogResult> show) {
        return new ViewCatalog() {
            @Override
            public Optional<String> refusal(Dataset dataset) {
                return refusal;
            }

            @Override
            public CatalogResult show(Dataset dataset) {
                return show.get();
            }

            @Override
            public CatalogResult compare(Dataset dataset) {
                return new CatalogResult.Confirmed(0);
            }
        };
    }

    @Test
    void doesNotStartAgainForTheSameBytes() {
        world.succeed(world.launched());
        world.upload("events.csv", "event,itemid\nview,1\n");
        for (int tick = 0; tick < 20; tick++) {
            assertThat(world.lookAfter(Duration.ofMinutes(1))).startsWith("nothing new");
        }
        assertThat(world.clusters).hasSize(1);
        assertThat(world.notices).hasSize(1);
    }

    @Test
    void startsExactlyOneRunForAFileThatLandsDuringARun() {
        World.FakeCluster first = world.launched();
        world.startStep(first);
        world.upload("events2.csv", "event,itemid\nview,2\n");
        world.look();
        world.finishStep(first);
        world.look();
        world.end(first);
        world.look();
        for (int tick = 0; tick < 5; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).hasSize(2);
        world.succeed(world.latest());
        world.lookAfter(Duration.ofMinutes(10));
        assertThat(world.clusters).hasSize(2);
        assertThat(world.plan(world.latest()).tables().get(0).inputs()).hasSize(2);
    }

    @Test
    void parksAFailureAfterTheClaim() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        world.failStep(cluster, Optional.of(RunFailure.Cause.BAD_INPUT));
        world.look();
        world.end(cluster);
        for (int tick = 0; tick < 20; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).hasSize(1);
        assertThat(world.notices).hasSize(1);
        assertThat(world.tables).isEmpty();
        assertThat(world.look()).contains("parked").contains("events.csv lacks the column itemid");
        FailureReason reason = reason();
        assertThat(reason.code()).isEqualTo(FailureReason.Code.BAD_INPUT);
        assertThat(reason.excerpt()).containsExactly("java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void saysWhyAKilledStepDied() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        world.failStep(cluster, Optional.empty());
        world.look();
        world.end(cluster);
        world.look();
        assertThat(reason().message()).isEqualTo("the step failed on cluster j-1: it ran out of memory");
        assertThat(reason().retryable()).isFalse();
    }

    @Test
    void rerunsAParkedFailureWhenAPersonAsks() {
        parksAFailureAfterTheClaim();
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.RERUN, "ada", "the disk was full")));
        assertThat(world.clusters).hasSize(2);
        assertThat(world.run().history().get(0).cause())
                .isEqualTo("ada said rerun: the disk was full (1 files with 20 bytes)");
    }

    @Test
    void triesAgainThreeTimesWhatEndedBeforeAClaim() {
        world.launched();
        for (int tick = 0; tick < 120; tick++) {
            world.clusters.stream().filter(World.FakeCluster::alive).forEach(world::end);
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).hasSize(3);
        assertThat(world.look()).contains("parked");
        assertThat(List.of(waitAfter(0), waitAfter(1))).containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(30));
    }

    /** From the look that saw a cluster gone, a minute after it was, until the next one was launched. */
    private Duration waitAfter(int cluster) {
        Instant seenGone = world.clusters.get(cluster).endedAt.orElseThrow().plus(Duration.ofMinutes(1));
        return Duration.between(seenGone, world.clusters.get(cluster + 1).createdAt);
    }

    @Test
    void findsAClusterWhoseLaunchWasNotAnswered() {
        world.nextLaunchAnswer = Optional.of(new ActionResult.Ambiguous("timed out"));
        world.launched();
        assertThat(world.lookAfter(Duration.ofMinutes(1)))
                .isEqualTo("the step waits on cluster j-1, which is STARTING");
        assertThat(world.clusters).hasSize(1);
        assertThat(world.run().attempt().clusterId()).contains("j-1");
    }

    @Test
    void terminatesAStepThatRunsPastItsDeadline() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        world.lookAfter(Duration.ofMinutes(46));
        assertThat(cluster.state).isEqualTo("TERMINATING");
        world.end(cluster);
        world.look();
        assertThat(reason().code()).isEqualTo(FailureReason.Code.RUN_DEADLINE);
    }

    @Test
    void terminatesAClusterWhoseStepNeverStarts() {
        World.FakeCluster cluster = world.launched();
        cluster.state = "BOOTSTRAPPING";
        world.lookAfter(Duration.ofMinutes(21));
        assertThat(cluster.state).isEqualTo("TERMINATING");
    }

    @Test
    void leavesAClusterAtWorkWhoseStepCouldNotBeLookedAt() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.blind = true;
        assertThat(world.lookAfter(Duration.ofMinutes(21))).isEqualTo("cluster j-1 could not be looked at");
        world.blind = false;
        assertThat(world.look()).startsWith("the step is running on cluster j-1");
        assertThat(cluster.state).isEqualTo("RUNNING");
    }

    @Test
    void terminatesAClusterThatNobodyCouldLookAtUntilItsDeadline() {
        World.FakeCluster cluster = world.launched();
        world.blind = true;
        world.lookAfter(Duration.between(
                world.clock.instant(), world.run().attempt().absoluteDeadline().plusMillis(1)));
        assertThat(cluster.state).isEqualTo("TERMINATING");
    }

    @Test
    void rejectsARunThatCouldCostMoreThanItsBudget() {
        world.define("small", "0.10");
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.look();
        for (int tick = 0; tick < 20; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).isEmpty();
        assertThat(world.notices).hasSize(1);
        assertThat(reason().message())
                .contains("could cost 0.9980 USD, more than a run's 0.1000 USD: raise perRunUsd to 0.9980 USD");
    }

    @Test
    void doesNotBelieveAManifestWhenAStrayFileLiesBesideTheOutput() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.finishStep(cluster);
        world.put(world.plan(cluster).tables().get(0).output() + "event=view/stray.parquet", "rows of nobody");
        world.look();
        world.end(cluster);
        world.look();
        assertThat(reason().code()).isEqualTo(FailureReason.Code.OUTPUT_UNVERIFIED);
        assertThat(reason().message()).endsWith("[event=view/stray.parquet] too many, [] missing or of another size");
        assertThat(world.tables).isEmpty();
    }

    @Test
    void doesNotBelieveAManifestThatNamesAFileWhichIsNotThere() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.finishStep(cluster);
        URI output = world.plan(cluster).tables().get(0).output();
        assertThat(world.objects.remove(output.resolve("event=view/part-0.parquet")))
                .isNotNull();
        world.look();
        world.end(cluster);
        world.look();
        assertThat(reason().code()).isEqualTo(FailureReason.Code.OUTPUT_UNVERIFIED);
        assertThat(reason().message())
                .endsWith("0 files with 0 bytes against 1 with 7: [] too many,"
                        + " [event=view/part-0.parquet] missing or of another size");
        assertThat(world.tables).isEmpty();
    }

    @Test
    void doesNotBelieveAManifestThatNamesAFileOfAnotherSize() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.finishStep(cluster);
        world.put(world.plan(cluster).tables().get(0).output() + "event=view/part-0.parquet", "parq");
        world.look();
        world.end(cluster);
        world.look();
        assertThat(reason().code()).isEqualTo(FailureReason.Code.OUTPUT_UNVERIFIED);
        assertThat(reason().message())
                .contains("1 files with 4 bytes against 1 with 7")
                .endsWith("[event=view/part-0.parquet] missing or of another size");
        assertThat(world.tables).isEmpty();
    }

    @Test
    void startsAtTheLatestAfterMaxWaitWhenFilesNeverFallQuiet() {
        for (int minute = 0; minute < 22; minute++) {
            world.upload("events.csv", "event,itemid\nview," + minute + "\n");
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void startsAtOnceWhenAManifestAsksForExactlyTheFilesThatAreThere() {
        String text = "event,itemid\nview,1\n";
        world.upload("events.csv", text);
        String etag = dev.mayfly.contract.ContractJson.sha256(text);
        world.upload(
                "_manifest.json",
                "{\"files\":[{\"key\":\"events.csv\",\"bytes\":%d,\"etag\":\"%s\"}]}".formatted(text.length(), etag));
        world.look();
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void waitsForQuietAgainAfterARunThatAManifestAskedFor() {
        world.upload("events.csv", "event,itemid\nview");
        world.look();
        String text = "event,itemid\nview,1\n";
        world.upload("events.csv", text);
        world.upload(
                "_manifest.json",
                "{\"files\":[{\"key\":\"events.csv\",\"bytes\":%d,\"etag\":\"%s\"}]}"
                        .formatted(text.length(), dev.mayfly.contract.ContractJson.sha256(text)));
        world.look();
        world.succeed(world.latest());
        world.clock.pass(Duration.ofHours(2));
        world.upload("events.csv", "event,itemid\nview,1\nview");
        assertThat(world.look()).startsWith("files arrived; waiting");
        assertThat(world.clusters).hasSize(1);
        world.upload("events.csv", "event,itemid\nview,1\nview,2\n");
        assertThat(world.lookAfter(Duration.ofMinutes(1))).startsWith("files arrived; waiting");
        world.lookAfter(Duration.ofMinutes(2));
        assertThat(world.clusters).hasSize(2);
    }

    @Test
    void waitsForQuietAgainAfterFilesThatWereAsBefore() {
        world.succeed(world.launched());
        world.upload("events.csv", "event,itemid\nview");
        world.look();
        world.upload("events.csv", "event,itemid\nview,1\n");
        assertThat(world.lookAfter(Duration.ofMinutes(1))).startsWith("nothing new");
        world.clock.pass(Duration.ofHours(2));
        world.upload("events.csv", "event,itemid\nview,2\nvi");
        assertThat(world.look()).startsWith("files arrived; waiting");
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void startsARestlessSourceNoSoonerThanMaxWaitAfterItsLastRun() {
        List<Integer> launched = new ArrayList<>();
        for (int minute = 0; minute < 120; minute++) {
            world.upload("events.csv", "event,itemid\nview," + minute + "\n");
            world.lookAfter(Duration.ofMinutes(1));
            if (world.clusters.size() > launched.size()) {
                launched.add(minute);
                world.succeed(world.latest());
            }
        }
        assertThat(launched).hasSizeGreaterThan(1);
        for (int next = 1; next < launched.size(); next++) {
            assertThat(launched.get(next) - launched.get(next - 1)).isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void writesTheLedgerOnlyWhenALookFindsSomethingNew() {
        world.succeed(world.launched());
        int before = world.ledger.writes();
        for (int tick = 0; tick < 20; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.ledger.writes()).isEqualTo(before);
    }

    private FailureReason reason() {
        RunState state = world.finished().state();
        assertThat(state).isInstanceOf(RunState.Ended.class);
        return ((RunState.Ended) state).outcome().reason().orElseThrow();
    }
}
