package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.orchestrator.notice.UndeliverableException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is told of a run's end, and that nobody who will not listen keeps the next run waiting. */
class AnnouncingTest {
    private final World world = new World();

    @Test
    void aBusThatTakesNoEventsKeepsNoRunInHand() {
        world.eventRefusal = Optional.of(new UndeliverableException("events:PutEvents is denied"));

        world.succeed(world.launched());
        world.look();
        world.lookAfter(Duration.ofMinutes(5));

        assertThat(inHand()).isFalse();
        assertThat(world.notices).as("mails of one run").hasSize(1);
        startsAnother();
    }

    @Test
    void aTopicThatIsGoneKeepsNoRunInHand() {
        world.noticesRefused = true;

        world.succeed(world.launched());

        assertThat(inHand()).isFalse();
        assertThat(world.published).hasSize(1);
        startsAnother();
    }

    @Test
    void anEventThatIsNotTakenYetIsPutAgainBeforeThereIsAnyMail() {
        world.eventRefusal = Optional.of(new IllegalStateException("ThrottlingException"));

        world.succeed(world.launched());
        world.lookAfter(Duration.ofMinutes(5));
        world.lookAfter(Duration.ofMinutes(5));

        assertThat(inHand()).isTrue();
        assertThat(world.notices).isEmpty();
        world.eventRefusal = Optional.empty();
        world.lookAfter(Duration.ofMinutes(5));
        assertThat(inHand()).isFalse();
        assertThat(world.published).hasSize(1);
        assertThat(world.notices).hasSize(1);
    }

    /** Its clusters are gone and nothing is wrong with the files, so that nothing else stands in the way. */
    @Test
    void aPlanNamesTheRunThatIsOverButNotAnnounced() {
        world.eventRefusal = Optional.of(new IllegalStateException("ThrottlingException"));
        world.succeed(world.launched());
        String run = world.run().id();

        JsonNode plan = world.command("{\"command\":\"plan\",\"dataset\":\"shop\"}");

        String problem =
                "run %s has ended SUCCEEDED, but its notice is not sent yet; the next look sends it".formatted(run);
        assertThat(plan.path("wouldLaunch").isNull()).isTrue();
        assertThat(plan.path("problems")).extracting(JsonNode::asText).containsExactly(problem);
        assertThat(plan.path("message").asText()).isEqualTo("nothing would be launched: " + problem);
    }

    private void startsAnother() {
        world.upload("events-2.csv", "event,itemid\nview,2\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(2);
    }

    private boolean inHand() {
        return world.ledger.read(World.DATASET).orElseThrow().head().run().isPresent();
    }
}
