package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.orchestrator.run.ActionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A person drains or reaps a deployment that is larger, slower or more damaged than a minute allows for. */
class DrainTest {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final Duration A_SLOW_CALL = Duration.ofMillis(150);
    private static final String STRAY = "mayfly/test/shop/20260101T000000Z-00000000/a1";
    private final World world = new World();

    @Test
    void tellsClustersToStopFirstAndComesToTheRestWordByWordEachWithinTenSeconds() {
        World.FakeCluster working = world.launched();
        for (int dataset = 10; dataset < 40; dataset++) {
            world.defineAlso("shop" + dataset);
        }
        for (int stray = 0; stray < 5; stray++) {
            world.stray(STRAY, "test");
        }
        world.perCall = A_SLOW_CALL;

        JsonNode first = drain();
        assertThat(first.path("ok").asBoolean(true)).isFalse();
        assertThat(first.path("next").asText()).isEqualTo("Run `drain` again.");
        assertThat(first.path("left").toString()).contains("there was no time for ");
        assertThat(world.clusters).extracting(cluster -> cluster.state).containsOnly("TERMINATING");

        world.end(working);
        int words = 1;
        int held = heldDatasets();
        assertThat(held).isPositive();
        for (JsonNode answer = first; !answer.path("ok").asBoolean(); words++) {
            assertThat(words).as("%s", answer).isLessThan(20);
            answer = drain();
            assertThat(heldDatasets()).isGreaterThanOrEqualTo(held);
            held = heldDatasets();
        }
        assertThat(held).isEqualTo(31);
        assertThat(world.ledger.read(World.DATASET).orElseThrow().head().run()).isEmpty();
    }

    @Test
    void leavesAsItIsWhatIsAtRestAlready() {
        world.command("{\"command\":\"hold\",\"dataset\":\"shop\",\"by\":\"bob\",\"reason\":\"his own\"}");
        int before = world.ledger.writes();
        JsonNode answer = drain();
        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(answer.at("/datasets/shop").asText())
                .startsWith("held by bob since")
                .endsWith("his own");
        assertThat(world.ledger.writes()).isEqualTo(before);
    }

    @Test
    void holdsEveryDatasetThoughClustersCannotBeListed() {
        world.defineAlso("other");
        world.listingFails = true;
        JsonNode answer = drain();
        assertThat(answer.path("ok").asBoolean(true)).isFalse();
        assertThat(answer.path("message").asText()).contains("the clusters could not be listed: Rate exceeded");
        assertThat(heldDatasets()).isEqualTo(2);
        world.listingFails = false;
        assertThat(drain().path("ok").asBoolean()).isTrue();
    }

    @Test
    void isNotDrainedWhereAClusterTurnsUpMeanwhile() {
        world.ledger.beforeEachCall = () -> {
            if (world.clusters.isEmpty()) {
                world.stray(STRAY, "test");
            }
        };
        JsonNode answer = drain();
        assertThat(answer.path("ok").asBoolean(true)).isFalse();
        assertThat(answer.path("message").asText()).contains("j-1 is being terminated");
        assertThat(world.latest().state).isEqualTo("TERMINATING");
        assertThat(drain().path("ok").asBoolean()).isTrue();
    }

    @Test
    void leavesAnotherDeploymentsClusterAloneWhateverItsName() {
        World.FakeCluster posing = world.stray(STRAY, "other");
        assertThat(drain().path("ok").asBoolean()).isTrue();
        assertThat(posing.state).isEqualTo("STARTING");
    }

    @Test
    void isNotDrainedWhileNobodyKnowsWhatBecameOfALaunchWhoseDefinitionIsGone() {
        world.nextLaunchAnswer = Optional.of(new ActionResult.Ambiguous("timed out"));
        world.listingLags = true;
        World.FakeCluster late = world.launched();
        world.undefine();
        JsonNode answer = drain();
        assertThat(answer.path("ok").asBoolean(true)).isFalse();
        assertThat(answer.path("message").asText()).contains("was not seen gone");
        assertThat(world.run().state().name()).isEqualTo("ENDING");

        world.listingLags = false;
        world.clock.pass(Duration.ofMinutes(1));
        world.tick();
        world.end(late);
        world.tick();
        assertThat(drain().path("ok").asBoolean()).isTrue();
        assertThat(world.finished().state().name()).isEqualTo("CANCELLED");
    }

    @Test
    void reapsWhatItHasTimeForAndNamesTheOthers() {
        for (int orphan = 0; orphan < 40; orphan++) {
            world.stray(STRAY, "test");
        }
        world.perCall = A_SLOW_CALL;
        JsonNode told = within("{\"command\":\"reap\",\"dryRun\":true}");
        assertThat(told.path("orphans").size()).isBetween(10, 40);

        JsonNode first = within("{\"command\":\"reap\"}");
        assertThat(first.path("ok").asBoolean(true)).isFalse();
        assertThat(first.path("next").asText()).startsWith("Run `reap` again");
        assertThat(first.path("problems").toString()).contains("there was no time for it");
        assertThat(first.path("orphans").size() + first.path("problems").size()).isEqualTo(40);
        int words = 1;
        for (JsonNode answer = first; !answer.path("ok").asBoolean(); words++) {
            assertThat(words).as("%s", answer).isLessThan(10);
            answer = within("{\"command\":\"reap\"}");
        }
        assertThat(world.clusters).extracting(cluster -> cluster.state).containsOnly("TERMINATING");
    }

    @Test
    void saysWhyReapingCameToNothing() {
        world.listingFails = true;
        JsonNode answer = within("{\"command\":\"reap\"}");
        assertThat(answer.path("ok").asBoolean(true)).isFalse();
        assertThat(answer.path("problems").toString()).contains("the clusters could not be listed: Rate exceeded");
    }

    @Test
    void answersWithinTenSecondsThoughWhatStandsInTheWayDoesNotPass() {
        world.noticesFail = true;
        world.succeed(world.launched());
        Instant said = world.clock.instant();
        JsonNode answer =
                within("{\"command\":\"rollback\",\"dataset\":\"shop\",\"by\":\"ada\",\"reason\":\"a test\"}");
        assertThat(answer.path("done").asBoolean(true)).isFalse();
        assertThat(answer.path("message").asText()).startsWith("announcing: ");
        assertThat(Duration.between(said, world.clock.instant()))
                .as("it was waited for as long as may be")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    }

    private JsonNode drain() {
        return within("{\"command\":\"drain\",\"by\":\"ada\",\"reason\":\"a test\"}");
    }

    private JsonNode within(String command) {
        Instant said = world.clock.instant();
        JsonNode answer = world.command(command);
        assertThat(Duration.between(said, world.clock.instant())).isLessThanOrEqualTo(LONGEST_ANSWER);
        return answer;
    }

    private int heldDatasets() {
        return (int) world.ledger.datasets().stream()
                .filter(name ->
                        world.ledger.read(name).orElseThrow().head().held().isPresent())
                .count();
    }
}
