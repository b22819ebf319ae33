package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.orchestrator.run.DatasetState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the ledger alone decides is done though the source cannot be listed, and before anything slow is looked at. */
class WordsBeforeLooksTest {
    private static final String TOO_MANY = "more than 50000 objects lie below s3://raw/shop/";
    private final World world = new World();

    @Test
    void holdsAndReleasesADatasetWhoseSourceCannotBeListed() {
        cannotBeListed();
        JsonNode held = world.say("hold");
        assertThat(held.path("done").asBoolean()).isTrue();
        assertThat(held.path("held").asText()).startsWith("by ada since");

        JsonNode released = world.say("release");
        assertThat(released.path("ok").asBoolean()).isTrue();
        assertThat(released.path("done").asBoolean()).isTrue();
        assertThat(released.path("message").asText())
                .isEqualTo("done; what comes next could not be looked at: " + TOO_MANY);
        assertThat(head().held()).isEmpty();
    }

    @Test
    void rollsBackAndPinsAndUnpinsADatasetWhoseSourceCannotBeListed() {
        world.succeed(world.launched());
        String first = world.finished().id();
        world.upload("events.csv", "event,itemid\nview,2\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
        cannotBeListed();

        assertThat(say("pin", first).path("done").asBoolean()).isTrue();
        assertThat(head().pinned()).containsExactly(first);
        assertThat(say("unpin", first).path("done").asBoolean()).isTrue();
        assertThat(head().pinned()).isEmpty();
        assertThat(world.say("rollback").path("done").asBoolean()).isTrue();
        assertThat(world.tables.get("events").runId()).isEqualTo(first);
        assertThat(head().run()).isEmpty();
    }

    @Test
    void cancelsWhatWouldBeTriedAgainThoughTheSourceCannotBeListed() {
        world.end(world.launched());
        world.look();
        assertThat(world.look()).startsWith("tried again at");
        cannotBeListed();
        assertThat(world.say("cancel").path("done").asBoolean()).isTrue();
        world.whileListing = () -> {};
        assertThat(world.lookAfter(Duration.ofHours(1))).startsWith("parked").endsWith("ada said cancel: a test");
    }

    @Test
    void tellsWhoAsksForARunThatTheSourceCannotBeListed() {
        cannotBeListed();
        JsonNode answer = world.say("run");
        assertThat(answer.path("ok").asBoolean(true)).isFalse();
        assertThat(answer.path("message").asText()).endsWith(TOO_MANY);
        assertThatThrownBy(world::look).hasMessage(TOO_MANY);
    }

    @Test
    void cancelsARunWhoseOutputIsDoneBeforeAnybodyLooksAtIt() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        world.finishStep(cluster);
        world.whileVerifying = () -> {
            throw new AssertionError("there is no end of its files");
        };
        JsonNode answer = world.say("cancel");
        assertThat(answer.path("done").asBoolean()).isTrue();
        assertThat(answer.at("/run/state").asText()).isEqualTo("ENDING");
        world.whileVerifying = () -> {};
        world.end(cluster);
        world.look();
        assertThat(world.finished().state().name()).isEqualTo("CANCELLED");
        assertThat(world.tables).isEmpty();
    }

    private void cannotBeListed() {
        world.whileListing = () -> {
            throw new IllegalStateException(TOO_MANY);
        };
    }

    private JsonNode say(String verb, String to) {
        return world.command(
                "{\"command\":\"%s\",\"dataset\":\"shop\",\"by\":\"ada\",\"reason\":\"a test\",\"to\":\"%s\"}"
                        .formatted(verb, to));
    }

    private DatasetState head() {
        return world.ledger.read(World.DATASET).orElseThrow().head();
    }
}
