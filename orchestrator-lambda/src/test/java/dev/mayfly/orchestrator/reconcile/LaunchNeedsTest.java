package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.inputs.SourceRefusedException;
import dev.mayfly.orchestrator.run.ClusterStatus;
import dev.mayfly.orchestrator.run.UserCommand;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a launch and its publication need is looked at before a cluster is paid, and a launch follows by itself once it is there. */
class LaunchNeedsTest {
    private static final String NO_DATABASE = "Glue has no database shop: create it, or name another in the dataset";
    private static final String NO_SCRIPT =
            "the bootstrap script %s is not there, or may not be read: upload it".formatted(World.SCRIPT);
    private final World world = new World();

    @Test
    void launchesOnceTheScriptIsThere() {
        world.objects.remove(World.SCRIPT);
        assertThat(quiet()).isEqualTo("no cluster is launched: " + NO_SCRIPT);
        assertThat(world.clusters).isEmpty();
        assertThat(waiting()).contains(NO_SCRIPT);
        world.put(World.SCRIPT.toString(), "a script");
        world.lookAfter(Duration.ofMinutes(1));
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void launchesOnceTheDatabaseIsThere() {
        world.guarded.put("events", NO_DATABASE);
        assertThat(quiet()).isEqualTo("no cluster is launched: " + NO_DATABASE);
        assertThat(world.look(Optional.of(UserCommand.of(UserCommand.Verb.RERUN, "ada", "now"))))
                .contains(NO_DATABASE);
        assertThat(world.clusters).isEmpty();
        assertThat(waiting()).contains(NO_DATABASE);
        world.guarded.clear();
        world.lookAfter(Duration.ofMinutes(1));
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void namesAllThatIsMissing() {
        world.guarded.put("events", NO_DATABASE);
        world.objects.remove(World.SCRIPT);
        assertThat(quiet()).contains(NO_SCRIPT).contains(NO_DATABASE);
    }

    @Test
    void looksBeforeItLaunchesAgain() {
        World.FakeCluster lost = world.launched();
        world.objects.remove(World.SCRIPT);
        lost.endCause = ClusterStatus.EndCause.CAPACITY;
        lost.reason = "VALIDATION_ERROR: insufficient capacity";
        world.end(lost);
        for (int tick = 0; tick < 5; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).hasSize(1);
        assertThat(world.look()).contains(NO_SCRIPT);
        world.put(World.SCRIPT.toString(), "a script");
        world.lookAfter(Duration.ofMinutes(1));
        assertThat(world.clusters).hasSize(2);
    }

    @Test
    void saysWhyASourceCannotBeListed() {
        String source = "s3://raw/shop/";
        world.unlistable.put(
                source, new SourceRefusedException(URI.create(source), "403 AccessDenied", "Check the policy", null));
        assertThat(quiet()).isEqualTo("waiting: s3://raw/shop/ may not be listed: 403 AccessDenied. Check the policy");
        assertThat(world.clusters).isEmpty();
        assertThat(waiting()).contains("s3://raw/shop/ may not be listed: 403 AccessDenied");
    }

    private String quiet() {
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.look();
        return world.lookAfter(Duration.ofMinutes(10));
    }

    private String waiting() {
        return world.waiting();
    }
}
