package dev.mayfly.job.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.failure.StepFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DamageTest {
    @TempDir
    private Path dir;

    static Stream<Damage> damages() {
        return DamagedFiles.all();
    }

    @ParameterizedTest
    @MethodSource("damages")
    void hasItsAnswerWhereverTheFileIsCut(Damage damage) throws IOException {
        InputFile input = EventsTable.file(dir, damage.file(), damage.content());
        TablePlan table = EventsTable.of(dir, damage.as(), input);
        if (damage.accepted() == Damage.REFUSED) {
            assertThatThrownBy(() -> ReadBack.of(table, input, 1 << 20))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageContaining(input.uri() + ": " + damage.reasons().get(0));
            return;
        }
        for (long size : damage.unsplit() ? new long[] {1 << 20} : new long[] {1 << 20, 64, 7}) {
            ReadBack read = ReadBack.of(table, input, size);
            assertThat(read.count(LineKind.ACCEPTED)).as("accepted").isEqualTo(damage.accepted());
            assertThat(read.count(LineKind.HEADER)).as("headers").isEqualTo(damage.headers());
            assertThat(read.count(LineKind.BLANK)).as("blank").isEqualTo(damage.blank());
            assertThat(read.repaired()).as("repaired").isEqualTo(damage.repaired());
            assertThat(read.reasons()).hasSameSizeAs(damage.reasons());
            for (int i = 0; i < damage.reasons().size(); i++) {
                assertThat(read.reasons().get(i)).startsWith(damage.reasons().get(i));
            }
            assertThat(read.rows())
                    .as("lines, each a row, a header, blank or rejected")
                    .isEqualTo(damage.lines());
        }
    }

    @Test
    void isOfManyKinds() {
        assertThat(DamagedFiles.all().map(Damage::name).distinct()).hasSizeGreaterThanOrEqualTo(40);
    }
}
