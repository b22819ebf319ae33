package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.orchestrator.catalog.GenerationView;
import dev.mayfly.orchestrator.notice.Notice;
import dev.mayfly.orchestrator.run.Run;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people are told to say where something failed: a rerun is for what a cluster makes. */
class TriedAgainTest {
    private final World world = new World();

    @Test
    void aFailedPinIsSaidAgainAndLaunchesNothing() {
        world.succeed(world.launched());
        String only = world.finished().id();
        world.guarded.put(GenerationView.table("events", only + "-a1"), "it is somebody's");
        JsonNode answer = world.say("pin");
        assertThat(answer.path("run").path("state").asText()).isEqualTo("FAILED");
        assertThat(answer.path("next").asText()).isEqualTo("Fix the cause, then run pin");
        assertThat(notice())
                .contains("The existing tables are unchanged.")
                .contains("{\"command\": \"pin\", \"dataset\": \"shop\", \"to\": \"%s\", ".formatted(only))
                .doesNotContain("rerun");

        world.guarded.clear();
        assertThat(world.say("pin").path("pinned")).hasSize(1);
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void aFailedRollbackIsSaidAgainThoughTheDatasetIsHeld() {
        world.succeed(world.launched());
        String first = world.finished().id();
        world.upload("events.csv", "event,itemid\nview,2\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
        world.refused.put("events", "Glue refused table shop.events");
        JsonNode answer = world.say("rollback");
        assertThat(answer.path("run").path("state").asText()).isEqualTo("FAILED");
        assertThat(answer.path("next").asText())
                .isEqualTo("Fix the cause, then run rollback; no run starts until `release`");
        assertThat(notice())
                .contains("The dataset is held; no run starts until `release`.")
                .contains("{\"command\": \"rollback\", \"dataset\": \"shop\", \"to\": \"%s\", ".formatted(first))
                .doesNotContain("rerun");

        world.refused.clear();
        world.say("rollback");
        assertThat(world.tables.get("events").runId()).isEqualTo(first);
        assertThat(world.clusters).hasSize(2);
    }

    @Test
    void aHoldIsNamedAloneWhereARerunWouldHaveToWaitForItsEnd() {
        world.succeed(world.launched());
        assertThat(world.say("hold").path("next").asText()).isEqualTo("no run starts until `release`");
    }

    @Test
    void everyKindOfRunSaysAWordOfItsOwn() {
        assertThat(Run.Kind.values())
                .extracting(kind -> kind.retryCommand().word())
                .containsExactly("rerun", "rerun", "rollback", "pin", "audit");
    }

    private String notice() {
        return Notice.of(world.notices.get(world.notices.size() - 1)).text();
    }
}
