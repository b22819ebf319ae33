package dev.mayfly.orchestrator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.UserCommand;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A document that nobody can read, or that says more than the ledger holds, is told of; it never stops the looks at a dataset. */
class DamagedDocumentsTest {
    private final World world = new World();

    @Test
    void tellsOfVeryManyVanishedFilesInAFewWords() {
        for (int file = 0; file < 3_000; file++) {
            world.upload("events-%s-%04d.csv".formatted("a".repeat(100), file), "event,itemid\nview,1\n");
        }
        world.succeed(world.launched());
        for (int file = 0; file < 3_000; file++) {
            world.remove("events-%s-%04d.csv".formatted("a".repeat(100), file));
        }
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.finished().state().name()).isEqualTo("HELD");
        assertThat(reason().message().length()).isLessThanOrEqualTo(1_000);
        assertThat(reason().message()).startsWith("s3://raw/shop/events-aaa").endsWith("set `onRemoved: publish`.");
        assertThat(world.finished().history())
                .allSatisfy(
                        transition -> assertThat(transition.cause().length()).isLessThanOrEqualTo(500));
        assertThat(world.notices).hasSize(2);
    }

    /** What a changed document names says nothing of the inputs of the present tables. */
    @Test
    void asksNoManifestThatWasChangedForDeletedInputs() {
        world.upload("events-1.csv", "event,itemid\nview,1\n");
        world.succeed(world.launched());
        URI manifest = world.ledger
                .read(World.DATASET)
                .orElseThrow()
                .head()
                .published()
                .get(0)
                .manifest();
        world.objects.compute(
                manifest,
                (place, bytes) -> new String(bytes, UTF_8)
                        .replace("events-1.csv", "events-9.csv")
                        .getBytes(UTF_8));
        world.upload("events-1.csv", "event,itemid\nview,2\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(2);
    }

    @Test
    void keepsAPersonsLongReasonShort() {
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.HOLD, "ada", "because ".repeat(50_000))));
        assertThat(world.look()).startsWith("held by ada").contains("because because");
        assertThat(world.ledger
                        .read(World.DATASET)
                        .orElseThrow()
                        .head()
                        .held()
                        .orElseThrow()
                        .why()
                        .length())
                .isLessThanOrEqualTo(500);
    }

    @Test
    void waitsForAManifestThatCanBeRead() {
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.upload("_manifest.json", "{\"files\":[{\"key\":\"events.csv\",\"bytes\":");
        assertThat(world.look())
                .startsWith("waiting: s3://raw/shop/_manifest.json")
                .contains("upload it again, or take it away");
        assertThat(world.lookAfter(Duration.ofMinutes(3))).startsWith("waiting: ");
        world.remove("_manifest.json");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void waitsForAManifestThatS3Gives() {
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.upload("_manifest.json", "{\"files\":[]}");
        world.archived.add(URI.create("s3://raw/shop/_manifest.json"));
        assertThat(world.look())
                .startsWith("waiting: s3://raw/shop/_manifest.json cannot be read: it is archived")
                .contains("upload it again, or take it away");
    }

    @Test
    void waitsForAManifestThatIsNoLargerThanOneNeedsToBe() {
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.upload("_manifest.json", " ".repeat((16 << 20) + 1));
        assertThat(world.look())
                .startsWith("waiting: s3://raw/shop/_manifest.json is larger than 16777216 bytes")
                .contains("upload it again, or take it away");
    }

    @Test
    void waitsUntilThereAreNoMoreFilesThanARunTakes() {
        world.succeed(world.launched());
        for (int file = 0; file < 50_001; file++) {
            world.objects.put(URI.create("s3://raw/shop/events-%05d.csv".formatted(file)), new byte[0]);
        }
        assertThat(world.look())
                .startsWith("waiting: more than 50000 objects lie below s3://raw/shop/")
                .contains("join small files");
        assertThat(world.lookAfter(Duration.ofMinutes(30))).startsWith("waiting: more than 50000");
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void waitsForAManifestThatNamesItsFiles() {
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.upload("_manifest.json", "{\"files\":[{\"bytes\":1}]}");
        assertThat(world.look())
                .startsWith("waiting: s3://raw/shop/_manifest.json")
                .contains("key");
    }

    @Test
    void endsARunWhoseStepLeftAFailureThatThisVersionCannotRead() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        world.failStep(cluster, Optional.empty());
        world.objects.put(world.plan(cluster).failure(), "{\"cause\":\"OF_A_LATER_VERSION\"}".getBytes(UTF_8));
        world.look();
        world.end(cluster);
        world.look();
        assertThat(reason().code()).isEqualTo(FailureReason.Code.STEP_FAILED);
        assertThat(reason().message()).contains(".failure.json is no RunFailure");
        assertThat(world.notices).hasSize(1);
    }

    private FailureReason reason() {
        return ((RunState.Ended) world.finished().state()).outcome().reason().orElseThrow();
    }
}
