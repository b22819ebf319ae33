package dev.mayfly.cli.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrinoSizeTest {
    @Test
    void readsBytesInEveryUnit() {
        assertThat(TrinoSize.bytes("0B")).isZero();
        assertThat(TrinoSize.bytes("1.50kB")).isEqualTo(1_536);
        assertThat(TrinoSize.bytes("2MB")).isEqualTo(2_097_152);
    }

    @Test
    void refusesWhatIsNoSize() {
        assertThatThrownBy(() -> TrinoSize.bytes("much")).hasMessage("'much' is no size: 0B or 12.34kB would be");
    }
}
