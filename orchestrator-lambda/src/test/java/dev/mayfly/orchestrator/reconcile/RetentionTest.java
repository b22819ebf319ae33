package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.RunFailure;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.UserCommand;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final int KEPT = 10;
    private static final Duration GRACE = Duration.ofDays(7);
    private final World world = new World();
    private int uploads;

    @Test
    void removesAGenerationAWeekAfterItsPlaceAmongTheLastTenIsLost() {
        URI oldest = published();
        List<URI> later = new ArrayList<>();
        for (int run = 1; run < KEPT; run++) {
            later.add(published());
        }
        world.lookAfter(GRACE.plusDays(1));
        assertThat(remains(oldest)).as("it is the tenth").isTrue();

        URI eleventh = published();
        assertThat(remains(oldest)).as("a query may still read it").isTrue();
        world.lookAfter(GRACE.minusDays(1).minusMinutes(10));
        assertThat(remains(oldest)).isTrue();
        assertThat(head().retired()).hasSize(1);
        world.lookAfter(Duration.ofMinutes(10));
        assertThat(remains(oldest)).isFalse();
        assertThat(head().retired()).isEmpty();

        assertThat(later).allMatch(this::remains);
        assertThat(remains(eleventh)).isTrue();
        assertThat(world.objects.keySet()).as("what arrived stays").contains(URI.create("s3://raw/shop/events.csv"));
    }

    @Test
    void leavesWhatATableThatTheDefinitionLacksNowStillShows() {
        world.defineTwoTables();
        world.upload("items.csv", "itemid\n1\n");
        World.FakeCluster both = arrived();
        world.succeed(both);
        URI events = world.plan(both).tables().get(0).output();
        URI items = world.plan(both).tables().get(1).output();
        assertThat(items.toString()).contains("/items/");
        world.define("small", "2");
        world.publishRemovals();
        for (int run = 0; run < KEPT; run++) {
            published();
        }
        world.lookAfter(GRACE.plusDays(1));
        assertThat(head().retired()).isEmpty();
        assertThat(remains(events)).isFalse();
        assertThat(remains(items)).as("its readers see it").isTrue();
    }

    @Test
    void removesWhatATableShowsNoMoreThoughTheDefinitionLacksIt() {
        world.defineTwoTables();
        world.upload("items.csv", "itemid\n1\n");
        World.FakeCluster both = arrived();
        world.succeed(both);
        URI items = world.plan(both).tables().get(1).output();
        world.define("small", "2");
        world.publishRemovals();
        world.partitions.remove("items");
        for (int run = 0; run < KEPT; run++) {
            published();
        }
        world.lookAfter(GRACE.plusDays(1));
        assertThat(remains(items)).isFalse();
    }

    @Test
    void removesWhatAFailedStepWroteAfterAWeek() {
        URI failed = failed();
        world.lookAfter(GRACE.minusMinutes(30));
        assertThat(remains(failed)).isTrue();
        world.lookAfter(Duration.ofMinutes(30));
        assertThat(remains(failed)).isFalse();
    }

    @Test
    void removesNothingWhileAPersonHoldsTheDataset() {
        URI failed = failed();
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.HOLD, "ada", "an inquiry")));
        world.lookAfter(GRACE.plusDays(1));
        assertThat(remains(failed)).isTrue();
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.RELEASE, "ada", "")));
        world.look();
        assertThat(remains(failed)).isFalse();
    }

    @Test
    void keepsWhatAPersonMayStillApprove() {
        world.rows = 100;
        published();
        world.rows = 10;
        URI shrunk = published();
        assertThat(world.look()).contains("approve");
        world.lookAfter(GRACE.plusDays(1));
        assertThat(remains(shrunk)).isTrue();
    }

    @Test
    void leavesWhatItsPlanDoesNotVouchFor() {
        URI failed = failed();
        world.objects.put(world.latest().order.plan(), new byte[] {'{', '}'});
        world.lookAfter(GRACE.plusDays(1));
        assertThat(remains(failed)).isTrue();
        assertThat(head().retired()).as("nothing more can be learned").isEmpty();
    }

    private URI published() {
        World.FakeCluster cluster = arrived();
        world.succeed(cluster);
        world.lookAfter(Duration.ofDays(1));
        return output(cluster);
    }

    private URI failed() {
        World.FakeCluster cluster = arrived();
        world.startStep(cluster);
        world.look();
        world.objects.put(output(cluster).resolve("event=view/part-0.parquet"), new byte[7]);
        world.failStep(cluster, Optional.of(RunFailure.Cause.BAD_INPUT));
        world.look();
        world.end(cluster);
        world.lookAfter(Duration.ofMinutes(11));
        return output(cluster);
    }

    private World.FakeCluster arrived() {
        world.upload("events.csv", "event,itemid\nview,%d\n".formatted(uploads++));
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        return world.latest();
    }

    private URI output(World.FakeCluster cluster) {
        return world.plan(cluster).tables().get(0).output();
    }

    private boolean remains(URI output) {
        return world.objects.keySet().stream().anyMatch(uri -> uri.toString().startsWith(output.toString()));
    }

    private DatasetState head() {
        return world.ledger.read(World.DATASET).orElseThrow().head();
    }
}
