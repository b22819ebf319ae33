package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.notice.Notice;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.DriftCheck;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunPolicy;
import dev.mayfly.orchestrator.run.UserCommand;
import dev.mayfly.orchestrator.view.ViewCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The catalog is compared with what readers should see, and what somebody changed by hand is put right. */
class AuditTest {
    private static final Duration AFTER = RunPolicy.STANDARD.auditAfter();
    private static final Duration EVERY = RunPolicy.STANDARD.auditEvery();
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final World world = new World();
    private int uploads;

    @Test
    void putsRightWhatSomebodyChangedAnHourAfterItWasPublished() {
        String shown = published();
        var good = world.partitions.get("events");
        world.partitions.put("events", List.of());

        world.lookAfter(AFTER.minus(MINUTE.multipliedBy(10)));
        assertThat(world.partitions.get("events")).as("not yet").isEmpty();
        world.lookAfter(MINUTE.multipliedBy(10));
        assertThat(world.partitions.get("events")).isEqualTo(good);
        assertThat(world.tables.get("events").runId()).isEqualTo(shown);

        Run repair = world.finished();
        assertThat(repair.kind()).isEqualTo(Run.Kind.REPAIR);
        assertThat(repair.history().get(0).cause()).isEqualTo("audit: partitions of events are not there");
        assertThat(world.history.runs.get("shop/" + repair.id()).cause())
                .isEqualTo(repair.history().get(0).cause());
        assertThat(world.notices).last().isEqualTo(repair);
        assertThat(Notice.of(repair).subject()).isEqualTo("Mayfly: repair of shop succeeded");
        assertThat(Notice.of(repair).text())
                .contains("audit: partitions of events are not there", "changes made by hand were reverted");
        assertThat(world.published).as("no other generation is shown").hasSize(1);
        assertThat(world.clusters).hasSize(1);
        assertThat(last().result()).isEqualTo(DriftCheck.Result.REPAIRED);
        assertThat(head().published()).hasSize(1);
        assertThat(head().retired()).isEmpty();
        assertThat(world.look()).as("the files were dealt with").startsWith("nothing new");
    }

    @Test
    void writesNothingInTheCatalogAndOnceInTheLedgerWhereNothingDiffers() {
        published();
        int written = world.catalogWrites;
        long version = head().version();

        world.lookAfter(AFTER);
        assertThat(last().result()).isEqualTo(DriftCheck.Result.UNCHANGED);
        assertThat(head().version()).isEqualTo(version + 1);
        for (int tick = 0; tick < 20; tick++) {
            world.lookAfter(MINUTE);
        }
        assertThat(head().version()).as("twenty ticks later").isEqualTo(version + 1);
        world.lookAfter(EVERY);
        assertThat(head().version()).as("a day later").isEqualTo(version + 2);
        assertThat(world.catalogWrites).isEqualTo(written);
        assertThat(world.notices).hasSize(1);
    }

    @Test
    void goesTowardsTheGenerationThatWasRolledBackToAndLetsNothingIn() {
        String first = published();
        published();
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.ROLLBACK, "ada", "the second is wrong")));
        world.tables.remove("events");

        world.lookAfter(AFTER);
        assertThat(world.tables.get("events").runId()).isEqualTo(first);
        assertThat(world.finished().kind()).isEqualTo(Run.Kind.REPAIR);
        assertThat(head().held()).isPresent();
        world.upload("events.csv", "event,itemid\nview,77\n");
        world.lookAfter(MINUTE);
        world.lookAfter(Duration.ofMinutes(30));
        assertThat(world.clusters).hasSize(2);
    }

    @Test
    void tellsOnceOfWhatIsSomebodyElsesAndLeavesItAlone() {
        published();
        int written = world.catalogWrites;
        world.guarded.put("events", "table shop.events is there already and was not made by Mayfly");

        world.lookAfter(AFTER);
        assertThat(world.finished().kind()).isEqualTo(Run.Kind.REPAIR);
        assertThat(world.finished().state().name()).isEqualTo("FAILED");
        assertThat(world.notices).hasSize(2);
        assertThat(Notice.of(world.finished()).text())
                .contains("was not made by Mayfly", "{\"command\": \"audit\"")
                .doesNotContain("rerun");
        for (int day = 0; day < 5; day++) {
            world.lookAfter(EVERY);
        }
        assertThat(world.notices).as("nothing new to tell").hasSize(2);
        assertThat(last().result()).isEqualTo(DriftCheck.Result.REFUSED);

        world.look(Optional.of(UserCommand.of(UserCommand.Verb.AUDIT, "ada", "was it given back?")));
        assertThat(world.notices).as("somebody asked").hasSize(3);
        assertThat(world.catalogWrites).isEqualTo(written);

        world.guarded.clear();
        world.lookAfter(EVERY);
        assertThat(last().result()).isEqualTo(DriftCheck.Result.UNCHANGED);
    }

    @Test
    void isDoneAtOnceForWhoAsks() {
        published();
        world.partitions.put("events", List.of());
        String said = world.look(Optional.of(UserCommand.of(UserCommand.Verb.AUDIT, "ada", "a query fails")));
        assertThat(said).startsWith("nothing new");
        assertThat(world.finished().history().get(0).cause())
                .isEqualTo("ada said audit: a query fails: partitions of events are not there");
        assertThat(world.partitions.get("events")).hasSize(1);
    }

    @Test
    void hasNothingToCompareBeforeAnythingIsPublished() {
        assertThat(world.look(Optional.of(UserCommand.of(UserCommand.Verb.AUDIT, "ada", "why not"))))
                .isEqualTo("nothing was published yet that the catalog could be compared with");
    }

    @Test
    void comesAfterFilesThatWait() {
        published();
        world.partitions.put("events", List.of());
        world.upload("events.csv", "event,itemid\nview,99\n");
        world.lookAfter(AFTER);
        assertThat(world.partitions.get("events"))
                .as("files arrive at this moment")
                .isEmpty();
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(head().run()).map(Run::kind).contains(Run.Kind.TRANSFORM);
    }

    @Test
    void isDoneThoughTheWordComesBetweenARunsEndAndItsNotice() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        world.finishStep(cluster);
        world.look();
        world.noticesFail = true;
        world.end(cluster);
        world.look(Optional.empty(), "the teller");
        world.noticesFail = false;
        world.tables.remove("events");
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.AUDIT, "ada", "please")));

        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.tables).as("an hour before it was due").containsKey("events");
    }

    @Test
    void restsAfterARefusedPublicationUntilOneIsFinished() {
        published();
        world.refused.put("events", "Glue refused table shop.events");
        published();
        assertThat(world.finished().state().name()).isEqualTo("FAILED");
        int notices = world.notices.size();
        world.refused.clear();
        world.tables.remove("events");

        world.lookAfter(EVERY.multipliedBy(2));
        assertThat(world.tables).as("nobody knows what readers should see").isEmpty();
        assertThat(world.notices).hasSize(notices);
        assertThat(world.look(Optional.of(UserCommand.of(UserCommand.Verb.AUDIT, "ada", "please"))))
                .contains("run `rerun`, or `rollback`");

        world.look(Optional.of(UserCommand.of(UserCommand.Verb.RERUN, "ada", "it is mended")));
        world.succeed(world.latest());
        world.tables.remove("events");
        world.lookAfter(AFTER);
        assertThat(world.tables).containsKey("events");
    }

    @Test
    void isTriedAgainAnHourLaterWhereGlueCannotBeUsed() {
        published();
        world.partitions.put("events", List.of());
        world.paused = true;
        world.lookAfter(AFTER);
        assertThat(last().result()).isEqualTo(DriftCheck.Result.NOT_DONE);
        assertThat(head().run()).isEmpty();
        assertThat(world.notices).hasSize(1);

        world.paused = false;
        world.lookAfter(AFTER);
        assertThat(last().result()).isEqualTo(DriftCheck.Result.REPAIRED);
    }

    @Test
    void bringsBackAViewThatIsMissing() {
        published();
        Views views = new Views();
        world.views = views;
        world.lookAfter(AFTER);
        assertThat(views.shown).isOne();
        assertThat(world.finished().history().get(0).cause()).isEqualTo("audit: view shop.funnel is not there");
    }

    private static final class Views implements ViewCatalog {
        private int shown;

        @Override
        public Optional<String> refusal(Dataset dataset) {
            return Optional.empty();
        }

        @Override
        public CatalogResult show(Dataset dataset) {
            shown++;
            return new CatalogResult.Confirmed(1);
        }

        @Override
        public CatalogResult compare(Dataset dataset) {
            return shown > 0
                    ? new CatalogResult.Confirmed(0)
                    : new CatalogResult.Differs("view shop.funnel is not there");
        }
    }

    private String published() {
        world.upload("events.csv", "event,itemid\nview,%d\n".formatted(uploads++));
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
        return world.finished().id();
    }

    private DriftCheck.Last last() {
        return head().audit().last().orElseThrow();
    }

    private DatasetState head() {
        return world.ledger.read("shop").orElseThrow().head();
    }
}
