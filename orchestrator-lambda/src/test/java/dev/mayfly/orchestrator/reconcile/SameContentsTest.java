package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunPolicy;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.UserCommand;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which uploads start a run where the ETag alone does not tell: as with KMS, or with parts of another size. */
class SameContentsTest {
    private static final String ROWS = "event,itemid\nview,1\n";
    private final World world = new World();

    @Test
    void theSameBytesUnderAnotherEtagStartNoRun() {
        world.succeed(world.launched());
        for (int night = 0; night < 3; night++) {
            world.uploadUnderAnotherEtag("events.csv", ROWS);
            world.lookAfter(Duration.ofMinutes(1));
            assertThat(world.lookAfter(Duration.ofMinutes(3))).startsWith("nothing new since run");
        }
        assertThat(world.clusters).hasSize(1);
        assertThat(world.command("{\"command\":\"plan\",\"dataset\":\"shop\"}")
                        .path("message")
                        .asText())
                .endsWith("; without a command nothing starts yet: nothing new since run "
                        + world.finished().id());
        assertThat(world.look(Optional.of(UserCommand.of(UserCommand.Verb.RUN, "ada", "again"))))
                .startsWith("nothing new since run");
        assertThat(world.clusters).hasSize(1);
    }

    /** What plan shows before any look has compared the contents, and without a write. */
    @Test
    void planComparesContentsAndWritesNothing() {
        world.succeed(world.launched());
        world.uploadUnderAnotherEtag("events.csv", ROWS);
        var before = world.objects.keySet().toString();
        assertThat(world.command("{\"command\":\"plan\",\"dataset\":\"shop\"}")
                        .path("message")
                        .asText())
                .contains("; without a command nothing starts yet: nothing new since run");
        assertThat(world.command("{\"command\":\"status\",\"dataset\":\"shop\"}")
                        .toString())
                .contains("nothing new since run");
        assertThat(world.objects.keySet().toString()).isEqualTo(before);
    }

    @Test
    void otherBytesOfTheSameSizeStartOne() {
        world.succeed(world.launched());
        world.uploadUnderAnotherEtag("events.csv", ROWS.replace('1', '2'));
        world.lookAfter(Duration.ofMinutes(1));
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(2);
        assertThat(world.plan(world.latest()).tables().get(0).inputs().get(0).etag())
                .as("the step reads what is there now")
                .endsWith("+");
    }

    @Test
    void oneChangedFileAmongManyStartsOne() {
        for (int file = 0; file < 40; file++) {
            world.upload("events-%02d.csv".formatted(file), ROWS);
        }
        world.succeed(world.launched());
        for (int file = 0; file < 40; file++) {
            world.uploadUnderAnotherEtag("events-%02d.csv".formatted(file), file == 33 ? ROWS.replace('1', '3') : ROWS);
        }
        world.lookAfter(Duration.ofMinutes(1));
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(2);
    }

    @Test
    void aFileMoreOrFewerStartsOneWhateverTheOthersAre() {
        world.publishRemovals();
        world.upload("events-2.csv", ROWS);
        world.succeed(world.launched());
        world.uploadUnderAnotherEtag("events.csv", ROWS);
        world.upload("events-3.csv", ROWS);
        world.lookAfter(Duration.ofMinutes(1));
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(2);
        world.succeed(world.latest());
        world.remove("events-2.csv");
        world.lookAfter(Duration.ofMinutes(1));
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(3);
    }

    @Test
    void withoutAChecksumAnotherEtagIsAnotherFile() {
        world.withoutChecksum.add(URI.create("s3://raw/shop/events.csv"));
        world.succeed(world.launched());
        world.uploadUnderAnotherEtag("events.csv", ROWS);
        world.lookAfter(Duration.ofMinutes(1));
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(2);
    }

    /** Each file is asked for once; a run over one file more asks for that one alone. */
    @Test
    void checksumsThatAreKnownAreNotAskedForAgain() {
        world.upload("events-2.csv", ROWS);
        world.succeed(world.launched());
        int first = world.heads;
        assertThat(first).isEqualTo(2);
        world.upload("events-3.csv", ROWS);
        world.lookAfter(Duration.ofMinutes(1));
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(2);
        assertThat(world.heads - first).isEqualTo(1);
        world.succeed(world.latest());
        int second = world.heads;
        world.lookAfter(Duration.ofMinutes(5));
        world.uploadUnderAnotherEtag("events-2.csv", ROWS);
        world.lookAfter(Duration.ofMinutes(1));
        assertThat(world.heads).as("nothing is asked while quiet is waited for").isEqualTo(second);
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.heads - second).isEqualTo(1);
        assertThat(world.clusters).hasSize(2);
    }

    /** It is listed once more, since a step would be refused the object that was listed. */
    @Test
    void aFileThatChangesWhileItIsAskedForIsListedAgain() {
        world.upload("events.csv", ROWS);
        world.look();
        world.beforeDetails = () -> {
            world.beforeDetails = () -> {};
            world.uploadUnderAnotherEtag("events.csv", ROWS);
        };
        assertThat(world.lookAfter(Duration.ofMinutes(2)))
                .isEqualTo("s3://raw/shop/events.csv changed after it was listed; it is read again at the next tick");
        assertThat(world.clusters).isEmpty();
        world.look();
        world.lookAfter(Duration.ofMinutes(2));
        assertThat(world.clusters).hasSize(1);
    }

    /** Restless files are read as copies; the content is the original's. */
    @Test
    void contentsThatWereReadAsCopiesAreRecognised() {
        world.upload("events.csv", ROWS);
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.RUN, "ada", "at once")));
        world.succeed(world.latest());
        world.uploadUnderAnotherEtag("events.csv", ROWS);
        world.lookAfter(Duration.ofMinutes(1));
        assertThat(world.lookAfter(Duration.ofMinutes(3))).startsWith("nothing new since run");
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void aPersonCanHaveTheSameBytesReadAgain() {
        world.succeed(world.launched());
        world.uploadUnderAnotherEtag("events.csv", ROWS);
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.RERUN, "ada", "again")));
        assertThat(world.clusters).hasSize(2);
    }

    @Test
    void anotherDefinitionStartsARunOverTheSameBytes() {
        world.succeed(world.launched());
        world.uploadUnderAnotherEtag("events.csv", ROWS);
        world.amend("itemid: bigint", "itemid: int");
        world.lookAfter(Duration.ofMinutes(1));
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(2);
        assertThat(((RunState.Ended) world.finished().state()).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    /** Files of which nothing is known, and none at all, are no contents that were dealt with. */
    @Test
    void whatAnAuditRepairsHasNothingToDoWithTheFilesThatAreThere() {
        world.succeed(world.launched());
        var good = world.partitions.get("events");
        world.objects.keySet().removeIf(uri -> uri.toString().contains("/checksums/"));
        world.remove("events.csv");
        world.partitions.put("events", List.of());
        world.look();
        world.lookAfter(RunPolicy.STANDARD.auditAfter().plus(Duration.ofMinutes(5)));
        assertThat(world.finished().kind()).isEqualTo(Run.Kind.REPAIR);
        assertThat(world.partitions.get("events")).isEqualTo(good);
    }

    /** What is the case when a dataset was last dealt with by a version that kept no checksums. */
    @Test
    void withoutWhatWasKnownThenAnotherEtagIsAnotherFile() {
        world.succeed(world.launched());
        world.objects.keySet().removeIf(uri -> uri.toString().contains("/checksums/"));
        world.uploadUnderAnotherEtag("events.csv", ROWS);
        world.lookAfter(Duration.ofMinutes(1));
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(2);
    }
}
