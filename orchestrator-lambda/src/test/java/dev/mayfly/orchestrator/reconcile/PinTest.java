package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.catalog.GenerationView;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.UserCommand;
import dev.mayfly.orchestrator.view.ViewCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A generation that somebody reads by its name. */
class PinTest {
    private static final int KEPT = 10;
    private static final Duration GRACE = Duration.ofDays(7);
    private final World world = new World();
    private int uploads;

    @Test
    void getsATableOfItsOwnWhileTheTablesNameShowsWhatItShowed() {
        String first = published();
        String second = published();

        String said = says(UserCommand.Verb.PIN, first);
        assertThat(said).contains("nothing new");
        assertThat(world.tables.get("events").runId()).isEqualTo(second);
        assertThat(world.tables.get(named("events", first)).runId()).isEqualTo(first);
        assertThat(world.partitions.get(named("events", first)))
                .singleElement()
                .satisfies(
                        partition -> assertThat(partition.location().toString()).contains(first));
        assertThat(head().published()).extracting(Generation::runId).containsExactly(second, first);
        assertThat(head().pinned()).containsExactly(first);
        assertThat(head().held()).isEmpty();
        assertThat(world.history.runs.get("shop/" + world.finished().id()).kind())
                .isEqualTo("PIN");
        assertThat(world.published).as("nobody is told that tables changed").hasSize(2);
    }

    @Test
    void staysHoweverManyComeAfterItAndCanBeGoneBackTo() {
        String pinned = published();
        says(UserCommand.Verb.PIN, pinned);
        for (int run = 0; run <= KEPT; run++) {
            published();
        }
        world.lookAfter(GRACE.plusDays(1));
        assertThat(remains(pinned)).isTrue();
        assertThat(head().published()).hasSize(KEPT + 1);
        assertThat(head().retired()).as("an older one that nobody pinned").isEmpty();

        says(UserCommand.Verb.ROLLBACK, pinned);
        assertThat(world.tables.get("events").runId()).isEqualTo(pinned);
    }

    @Test
    void goesLikeAnyOtherWithItsTablesOnceItIsLetGo() {
        String pinned = published();
        says(UserCommand.Verb.PIN, pinned);
        for (int run = 0; run < KEPT; run++) {
            published();
        }
        says(UserCommand.Verb.UNPIN, pinned);
        world.lookAfter(GRACE.minusMinutes(1));
        assertThat(remains(pinned)).as("a query may have begun").isTrue();
        assertThat(world.tables).containsKey(named("events", pinned));

        world.lookAfter(Duration.ofMinutes(1));
        assertThat(remains(pinned)).isFalse();
        assertThat(world.tables).doesNotContainKey(named("events", pinned));
        assertThat(head().pinned()).isEmpty();
        assertThat(head().retired()).isEmpty();
    }

    @Test
    void saysWhatIsKeptAndWhatIsPinnedWhereTheNameIsOfNeither() {
        String only = published();
        assertThat(says(UserCommand.Verb.PIN, "20200101T000000Z-00000000"))
                .isEqualTo("there is no generation 20200101T000000Z-00000000 to pin; kept are [%s]".formatted(only));
        assertThat(says(UserCommand.Verb.UNPIN, only)).isEqualTo(only + " is not pinned; pinned are []");
        assertThat(head().run()).isEmpty();
    }

    @Test
    void pinsThePresentOneOnceWhereNoneIsNamedAndNoMoreThanTenInAll() {
        for (int run = 0; run < KEPT; run++) {
            String present = published();
            assertThat(world.look(Optional.of(UserCommand.of(UserCommand.Verb.PIN, "ada", "the quarter's figures"))))
                    .contains("nothing new");
            assertThat(head().pinned()).contains(present);
        }
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.PIN, "ada", "again")));
        assertThat(head().pinned()).hasSize(KEPT).doesNotHaveDuplicates();
        published();
        assertThat(world.look(Optional.of(UserCommand.of(UserCommand.Verb.PIN, "ada", "one more"))))
                .contains("10 generations are pinned, and no more can be");
    }

    @Test
    void pinsNothingWhereItsTablesCannotBeMade() {
        String only = published();
        refuseViews();
        says(UserCommand.Verb.PIN, only);
        assertThat(world.finished().state().name()).isEqualTo("FAILED");
        assertThat(head().pinned()).isEmpty();
    }

    @Test
    void keepsWhatWasPinnedBeforeWhereItCannotBePinnedAgain() {
        String pinned = published();
        says(UserCommand.Verb.PIN, pinned);
        refuseViews();
        // Runs of the same second sort by chance.
        world.clock.pass(Duration.ofSeconds(1));
        says(UserCommand.Verb.PIN, pinned);
        assertThat(world.finished().state().name()).isEqualTo("FAILED");
        assertThat(head().pinned()).containsExactly(pinned);

        world.views = ViewCatalog.NONE;
        for (int run = 0; run <= KEPT; run++) {
            published();
        }
        world.lookAfter(GRACE.plusDays(1));
        assertThat(remains(pinned)).isTrue();
        assertThat(world.tables).containsKey(named("events", pinned));
    }

    @Test
    void isNotLetGoWhileItIsBeingPinned() {
        String only = published();
        world.paused = true;
        says(UserCommand.Verb.PIN, only);
        assertThat(head().pinned()).as("it cannot be read yet").isEmpty();
        assertThat(says(UserCommand.Verb.UNPIN, only)).contains("is PUBLISHING; one run at a time");
        world.paused = false;
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(head().pinned()).containsExactly(only);
    }

    private void refuseViews() {
        world.views = new ViewCatalog() {
            @Override
            public Optional<String> refusal(Dataset dataset) {
                return Optional.of("shop.funnel is there already");
            }

            @Override
            public CatalogResult show(Dataset dataset) {
                throw new AssertionError("it was refused");
            }

            @Override
            public CatalogResult compare(Dataset dataset) {
                return new CatalogResult.Confirmed(0);
            }
        };
    }

    private String says(UserCommand.Verb verb, String run) {
        return world.look(Optional.of(new UserCommand(verb, "ada", "an audit", Optional.empty(), Optional.of(run))));
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

    private boolean remains(String run) {
        List<String> files = new ArrayList<>();
        world.objects.keySet().stream()
                .map(Object::toString)
                .filter(uri -> uri.startsWith("s3://curated/") && uri.contains(run))
                .forEach(files::add);
        return !files.isEmpty();
    }

    private static String named(String table, String run) {
        return GenerationView.table(table, run + "-a1");
    }

    private DatasetState head() {
        return world.ledger.read(World.DATASET).orElseThrow().head();
    }
}
