package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files that S3 has archived are found out before a cluster is paid for. */
class ArchivedInputsTest {
    private static final String ROWS = "event,itemid\nview,1\n";
    private final World world = new World();

    @Test
    void nothingIsLaunchedOverAnArchivedFileUntilItIsRestoredForLongEnough() {
        world.upload("events.csv", ROWS);
        world.upload("events-2023.csv", ROWS);
        world.inGlacier.put(uri("events-2023.csv"), Optional.empty());
        world.look();
        assertThat(world.lookAfter(Duration.ofMinutes(30)))
                .isEqualTo("waiting: 1 file is archived (GLACIER): "
                        + "s3://raw/shop/events-2023.csv; restore it, or take it out of the source");
        assertThat(problems()).singleElement().asString().contains("s3://raw/shop/events-2023.csv");

        world.inGlacier.put(
                uri("events-2023.csv"), Optional.of(world.clock.instant().plus(Duration.ofHours(1))));
        assertThat(world.look()).contains("may expire before a run that starts now ends");
        assertThat(world.clusters).isEmpty();

        world.inGlacier.put(
                uri("events-2023.csv"), Optional.of(world.clock.instant().plus(Duration.ofDays(2))));
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void anArchivedFileOfNoTableIsNobodysConcern() {
        world.upload("events.csv", ROWS);
        world.upload("notes.txt", "text");
        world.inGlacier.put(uri("notes.txt"), Optional.empty());
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void theArchiveTiersOfIntelligentTieringAreAskedForBeforeALaunch() {
        world.upload("events.csv", ROWS);
        world.upload("events-2.csv", ROWS);
        world.tiers.put(uri("events.csv"), "");
        world.tiers.put(uri("events-2.csv"), "DEEP_ARCHIVE_ACCESS");
        world.look();
        assertThat(world.heads).isZero();
        assertThat(world.lookAfter(Duration.ofMinutes(3)))
                .isEqualTo("waiting: 1 file is archived (DEEP_ARCHIVE_ACCESS): "
                        + "s3://raw/shop/events-2.csv; restore it, or take it out of the source");
        assertThat(problems()).singleElement().asString().contains("s3://raw/shop/events-2.csv");
        assertThat(world.clusters).isEmpty();
        world.tiers.put(uri("events-2.csv"), "");
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(1);
    }

    private Iterable<String> problems() {
        var plan = world.command("{\"command\":\"plan\",\"dataset\":\"shop\"}");
        assertThat(plan.path("wouldLaunch").isNull()).isTrue();
        java.util.List<String> problems = new java.util.ArrayList<>();
        plan.path("problems").forEach(problem -> problems.add(problem.asText()));
        return problems;
    }

    private static URI uri(String name) {
        return URI.create("s3://raw/shop/" + name);
    }
}
