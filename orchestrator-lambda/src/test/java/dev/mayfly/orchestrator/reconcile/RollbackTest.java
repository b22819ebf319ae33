package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.run.UserCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which generation a person means who goes back and names none. */
class RollbackTest {
    private final World world = new World();
    private int uploads;

    @Test
    void goesBackToWhatReadersSawBeforeAndNotToWhatWasGoneBackFrom() {
        published();
        String good = published();
        published();
        says(UserCommand.Verb.ROLLBACK, "the third is wrong");
        assertThat(shown()).isEqualTo(good);
        says(UserCommand.Verb.RELEASE, "mended");
        String fourth = published();
        assertThat(shown()).isEqualTo(fourth);

        says(UserCommand.Verb.ROLLBACK, "the fourth is wrong too");
        assertThat(shown()).isEqualTo(good);
    }

    @Test
    void goesFurtherBackEachTimeAndNeverForwardThoughItWentBackOnceBefore() {
        String first = published();
        String second = published();
        published();
        says(UserCommand.Verb.ROLLBACK, "the third is wrong");
        says(UserCommand.Verb.RELEASE, "mended");
        published();

        says(UserCommand.Verb.ROLLBACK, "the fourth is wrong");
        assertThat(shown()).isEqualTo(second);
        says(UserCommand.Verb.ROLLBACK, "the second as well");
        assertThat(shown()).isEqualTo(first);
        assertThat(says(UserCommand.Verb.ROLLBACK, "and the first"))
                .startsWith("there is no generation before the present one to go back to");
        assertThat(shown()).isEqualTo(first);
    }

    @Test
    void goesBackOnceThoughTheReasonIsLongerThanAHeadStores() {
        published();
        String second = published();
        published();
        String reason = "the third is wrong, see request 17. ".repeat(120);
        assertThat(reason).hasSizeGreaterThan(4_000);

        says(UserCommand.Verb.ROLLBACK, reason);
        assertThat(shown()).isEqualTo(second);
        assertThat(says(UserCommand.Verb.ROLLBACK, reason))
                .startsWith("The rollback was done already: held by ada since");
        assertThat(shown()).isEqualTo(second);
    }

    @Test
    void holdsOnceForOneReasonHoweverLongItIs() {
        published();
        String reason = "the sender repairs the export. ".repeat(140);

        says(UserCommand.Verb.HOLD, reason);
        Instant since = world.ledger
                .read(World.DATASET)
                .orElseThrow()
                .head()
                .held()
                .orElseThrow()
                .since();
        world.lookAfter(Duration.ofMinutes(5));
        assertThat(says(UserCommand.Verb.HOLD, reason)).startsWith("held by ada since " + since);
        assertThat(world.ledger
                        .read(World.DATASET)
                        .orElseThrow()
                        .head()
                        .held()
                        .orElseThrow()
                        .since())
                .isEqualTo(since);
    }

    private String says(UserCommand.Verb verb, String reason) {
        return world.look(Optional.of(UserCommand.of(verb, "ada", reason)));
    }

    private String shown() {
        return world.tables.get("events").runId();
    }

    private String published() {
        world.upload("events.csv", "event,itemid\nview,%d\n".formatted(uploads++));
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
        // The day's budget is for a few runs.
        world.lookAfter(Duration.ofDays(1));
        return world.finished().id();
    }
}
