package dev.mayfly.job.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.InputFile;
import dev.mayfly.job.failure.StepFailure;
import java.io.IOException;
import java.nio.file.Path;

/** Mutated files through the reading of the step: each line is accounted for, or the file is refused by name; nothing else is thrown. */
final class Fuzz {
    private static final long SEED = 20261123;

    static void losesNoLine(Path dir, int mutations) throws IOException {
        int refused = 0;
        for (int i = 0; i < mutations; i++) {
            byte[] content = Mutations.of(SEED + i);
            InputFile input = EventsTable.file(dir, "events.csv", content);
            try {
                ReadBack whole = ReadBack.of(EventsTable.of(dir, input), input, 1 << 20);
                assertThat(whole.lines()).as("lines of mutation %d", i).isEqualTo(Mutations.lines(content));
                assertThat(ReadBack.of(EventsTable.of(dir, input), input, 180))
                        .as("mutation %d in pieces", i)
                        .isEqualTo(whole);
                for (EventsTable.As as : EventsTable.As.values()) {
                    assertThat(ReadBack.of(EventsTable.of(dir, as, input), input, 1 << 20)
                                    .lines())
                            .as("lines of mutation %d, %s", i, as)
                            .isEqualTo(Mutations.lines(content));
                }
            } catch (StepFailure e) {
                assertThat(e)
                        .as("mutation %d", i)
                        .hasMessageContaining(input.uri().toString());
                refused++;
            }
        }
        assertThat(refused).as("files refused by name").isBetween(mutations / 100, mutations / 2);
    }

    private Fuzz() {}
}
