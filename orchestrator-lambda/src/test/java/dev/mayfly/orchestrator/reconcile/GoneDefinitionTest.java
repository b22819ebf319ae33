package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A dataset file that is deleted or damaged while a run is in hand: the run is seen to its end, and no look fails. */
class GoneDefinitionTest {
    private static final URI FILE = URI.create("s3://state/datasets/shop.yaml");
    private final World world = new World();

    @Test
    void seesARunToItsEndByTicks() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.objects.remove(FILE);
        world.tick();
        assertThat(world.run().state().name()).isEqualTo("RUNNING");
        world.clock.pass(Duration.ofHours(2));
        world.tick();
        assertThat(cluster.state).isEqualTo("TERMINATING");
        world.end(cluster);
        world.tick();
        assertThat(world.finished().state().name()).isEqualTo("FAILED");
        assertThat(world.notices).hasSize(1);
        assertThat(world.tick()).as("nothing is left to look at").isEmpty();
    }

    @Test
    void isSpokenToWhileItsRunIsInHand() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        world.undefine();
        String run = world.run().id();
        assertThat(say("status").at("/run/runId").asText()).isEqualTo(run);
        assertThat(say("runs").at("/runs/0/runId").asText()).isEqualTo(run);
        assertThat(world.command("{\"command\":\"status\",\"run\":\"%s\"}".formatted(run))
                        .at("/run/state")
                        .asText())
                .isEqualTo("RUNNING");
        assertThat(say("plan").path("problems").toString()).contains("run %s is RUNNING".formatted(run));
        assertThat(world.say("hold").path("done").asBoolean()).isTrue();
        assertThat(world.say("cancel").at("/run/state").asText()).isEqualTo("ENDING");
        assertThat(cluster.state).isEqualTo("TERMINATING");

        world.end(cluster);
        world.tick();
        assertThat(world.command("{\"command\":\"status\",\"dataset\":\"shop\",\"run\":\"%s\"}".formatted(run))
                        .at("/run/state")
                        .asText())
                .as("it is told of when it is over, too")
                .isEqualTo("CANCELLED");
        assertThat(world.say("rerun").path("message").asText())
                .as("what is neither defined nor in hand cannot be asked for anything")
                .isEqualTo("there is no dataset 'shop'; there are []");
    }

    private JsonNode say(String word) {
        return world.command("{\"command\":\"%s\",\"dataset\":\"shop\"}".formatted(word));
    }

    @Test
    void endsALookWhenRunAndDefinitionAreBothGone() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.put(FILE.toString(), "dataset: [damaged");
        world.look();
        world.failStep(cluster, java.util.Optional.empty());
        world.look();
        world.end(cluster);
        assertThat(world.look()).isEqualTo("the last run of shop is over, and its definition is not there to read");
        assertThat(world.notices).hasSize(1);
    }
}
