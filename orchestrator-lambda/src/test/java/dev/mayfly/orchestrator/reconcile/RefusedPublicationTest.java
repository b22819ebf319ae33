package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.notice.Notice;
import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.UserCommand;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A publication that the catalog refuses for good ends, says what readers see, and lets a person go on. */
class RefusedPublicationTest {
    private static final URI FILE = URI.create("s3://state/datasets/shop.yaml");
    private final World world = new World();

    RefusedPublicationTest() {
        world.defineTwoTables();
    }

    @Test
    void changesNoTableWhereTheSecondMayNotBeWritten() {
        World.FakeCluster cluster = launched();
        world.guarded.put("items", "table shop.items is there already and was not made by Mayfly");
        world.succeed(cluster);
        assertThat(world.tables).isEmpty();
        assertThat(reason().code()).isEqualTo(FailureReason.Code.PUBLISH_REFUSED);
        assertThat(reason().message()).isEqualTo("table shop.items is there already and was not made by Mayfly");
    }

    @Test
    void saysWhichTablesChangedWhereNobodyCouldForeseeIt() {
        world.refused.put("items", "Glue refused table shop.items: because of AccessDeniedException");
        world.succeed(launched());
        assertThat(world.tables).containsOnlyKeys("events");
        assertThat(reason().message())
                .startsWith(
                        "Glue refused table shop.items: because of AccessDeniedException; [events] may show this run")
                .contains("rerun")
                .contains("rollback");
        assertThat(Notice.of(world.finished()).text()).contains("Tables that are not listed above are unchanged.");
        for (int tick = 0; tick < 60; tick++) {
            assertThat(world.lookAfter(Duration.ofMinutes(1))).startsWith("parked");
        }
        assertThat(world.notices).hasSize(1);
        world.refused.clear();
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.RERUN, "ada", "the permission is there now")));
        world.succeed(world.latest());
        assertThat(world.finished().state().name()).isEqualTo("SUCCEEDED");
        assertThat(world.tables).containsOnlyKeys("events", "items");
    }

    @Test
    void endsWhereAPlanIsGone() {
        World.FakeCluster cluster = launched();
        world.startStep(cluster);
        world.look();
        world.finishStep(cluster);
        world.paused = true;
        world.look();
        assertThat(world.run().state().name()).isEqualTo("PUBLISHING");
        world.objects.remove(cluster.order.plan());
        world.paused = false;
        world.look();
        world.end(cluster);
        world.look();
        assertThat(reason().message()).contains("plans/").contains("is gone");
    }

    @Test
    void waitsAnHourForADefinitionAndGoesOnWhenItIsBack() {
        World.FakeCluster cluster = publishingWithoutDefinition();
        assertThat(world.lookAfter(Duration.ofMinutes(30))).contains("the definition of dataset shop is not there");
        world.defineTwoTables();
        world.look();
        world.end(cluster);
        world.look();
        assertThat(world.finished().state().name()).isEqualTo("SUCCEEDED");
    }

    @Test
    void givesUpADefinitionThatDoesNotComeBack() {
        World.FakeCluster cluster = publishingWithoutDefinition();
        world.lookAfter(Duration.ofHours(1));
        world.end(cluster);
        world.look();
        assertThat(reason().message())
                .startsWith("the definition of dataset shop is not there to read")
                .endsWith("fix it, then run `rerun`");
        assertThat(world.notices).hasSize(1);
    }

    private World.FakeCluster publishingWithoutDefinition() {
        World.FakeCluster cluster = launched();
        world.startStep(cluster);
        world.look();
        world.finishStep(cluster);
        world.objects.remove(FILE);
        world.look();
        assertThat(world.run().state().name()).isEqualTo("PUBLISHING");
        return cluster;
    }

    private World.FakeCluster launched() {
        world.upload("items.csv", "itemid\n1\n");
        return world.launched();
    }

    private FailureReason reason() {
        return ((RunState.Ended) world.finished().state()).outcome().reason().orElseThrow();
    }
}
