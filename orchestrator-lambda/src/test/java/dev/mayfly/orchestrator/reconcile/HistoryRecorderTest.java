package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.RunFailure;
import dev.mayfly.orchestrator.history.GenerationRow;
import dev.mayfly.orchestrator.history.HistoryCatalog;
import dev.mayfly.orchestrator.history.RunRow;
import dev.mayfly.orchestrator.run.UserCommand;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryRecorderTest {
    private final World world = new World();

    @Test
    void tellsOfARunAndOfWhatItShowedByRowsInTheDatasetsOwnDatabase() {
        World.FakeCluster cluster = world.launched();
        world.succeed(cluster);

        assertThat(world.history.database).isEqualTo("shop");
        String run = world.finished().id();
        RunRow row = world.history.runs.get("shop/" + run);
        assertThat(row.outcome()).isEqualTo("SUCCEEDED");
        assertThat(row.cause()).contains("1 files").contains("are ready");
        assertThat(row.clusters()).containsExactly(cluster.id);
        assertThat(row.launches()).isEqualTo(1);
        assertThat(row.costUsd()).isPositive().isLessThanOrEqualTo(row.budgetUsd());
        assertThat(row.endedAt()).isAfter(row.startedAt());
        assertThat(row.generation()).isEqualTo(run + "-a1");
        assertThat(world.history.generations.get("shop/" + run + "-a1"))
                .singleElement()
                .isEqualTo(new GenerationRow(
                        run + "-a1",
                        run,
                        "shop",
                        "events",
                        world.finished().generation().orElseThrow().verifiedAt(),
                        1,
                        0,
                        1,
                        7,
                        List.of("s3://raw/shop/events.csv")));
        assertThat(world.history.rejects).isEmpty();
    }

    @Test
    void aFailedRunShowedNothingAndItsRejectsAreListedUntilTheyAreTakenAway() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        URI rejects = world.plan(cluster).tables().get(0).rejects();
        world.objects.put(rejects.resolve("part-0.parquet"), new byte[7]);
        world.failStep(cluster, Optional.of(RunFailure.Cause.TOO_MANY_REJECTED));
        world.look();
        world.end(cluster);
        world.lookAfter(Duration.ofMinutes(11));

        String run = world.finished().id();
        RunRow row = world.history.runs.get("shop/" + run);
        assertThat(row.outcome()).isEqualTo("FAILED");
        assertThat(row.reasonCode()).isEqualTo("TOO_MANY_REJECTED");
        assertThat(row.generation()).isNull();
        assertThat(world.history.generations).isEmpty();
        HistoryCatalog.Rejects listed = new HistoryCatalog.Rejects("shop", "shop", "events", run + "-a1", rejects);
        assertThat(world.history.rejects).containsExactly(listed);

        world.lookAfter(Duration.ofDays(8));
        assertThat(world.history.rejects).isEmpty();
        assertThat(world.objects).doesNotContainKey(rejects.resolve("part-0.parquet"));
    }

    @Test
    void aRunThatWasRejectedBeforeAnyLaunchIsARowToo() {
        world.define("small", "0.01");
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));

        assertThat(world.clusters).isEmpty();
        assertThat(world.history.runs.values()).singleElement().satisfies(row -> {
            assertThat(row.outcome()).isEqualTo("REJECTED");
            assertThat(row.reason()).isNotBlank();
            assertThat(row.launches()).isZero();
            assertThat(row.costUsd()).isEqualByComparingTo(BigDecimal.ZERO);
        });
    }

    @Test
    void aRollbackNamesTheGenerationThatItShowedAgain() {
        world.succeed(world.launched());
        String first = world.finished().id();
        world.upload("events.csv", "event,itemid\nview,2\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.ROLLBACK, "ada", "the second is wrong")));

        RunRow back = world.history.runs.get("shop/" + world.finished().id());
        assertThat(back.kind()).isEqualTo("ROLLBACK");
        assertThat(back.cause()).isEqualTo("ada said rollback: the second is wrong");
        assertThat(back.generation()).isEqualTo(first + "-a1");
        assertThat(world.history.runs).hasSize(3);
        assertThat(world.history.generations).hasSize(2);
    }
}
