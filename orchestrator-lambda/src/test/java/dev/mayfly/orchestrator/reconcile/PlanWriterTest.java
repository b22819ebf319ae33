package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.InputFile;
import dev.mayfly.orchestrator.run.UserCommand;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files that will not keep still are copied for the run that reads them, as far as one call has time for it. */
class PlanWriterTest {
    private final World world = new World();

    @Test
    void copiesWhatWillNotKeepStill() {
        world.upload("events.csv", "event,itemid\nview,1\n");
        assertThat(pinned())
                .extracting(file -> file.uri().toString())
                .allMatch(uri -> uri.startsWith("s3://state/inputs/"));
    }

    @Test
    void readsManyFilesWhereTheyLie() {
        for (int file = 0; file < 201; file++) {
            world.upload("events-%03d.csv".formatted(file), "event,itemid\nview,1\n");
        }
        assertThat(pinned())
                .hasSize(201)
                .extracting(file -> file.uri().toString())
                .allMatch(uri -> uri.startsWith("s3://raw/shop/"));
        assertThat(world.objects.keySet()).noneMatch(uri -> uri.toString().startsWith("s3://state/inputs/"));
    }

    @Test
    void readsTheRestWhereItLiesOnceThereIsNoTime() {
        for (int file = 0; file < 20; file++) {
            world.upload("events-%03d.csv".formatted(file), "event,itemid\nview,1\n");
        }
        world.copiesInTime = 5;
        assertThat(pinned())
                .hasSize(20)
                .filteredOn(file -> file.uri().toString().startsWith("s3://state/inputs/"))
                .hasSize(5);
    }

    private List<InputFile> pinned() {
        world.look(Optional.of(UserCommand.of(UserCommand.Verb.RUN, "ada", "at once")));
        return world.plan(world.latest()).tables().get(0).inputs();
    }
}
