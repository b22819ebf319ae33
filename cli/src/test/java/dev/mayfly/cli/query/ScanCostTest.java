package dev.mayfly.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ScanCostTest {
    @Test
    void chargesTenMegabytesAtLeastAndWholeOnesBeyond() {
        assertThat(new ScanCost(0, ScanCost.USUAL).charged()).isEqualTo(10_485_760);
        assertThat(new ScanCost(10_485_760, ScanCost.USUAL).charged()).isEqualTo(10_485_760);
        assertThat(new ScanCost(10_485_761, ScanCost.USUAL).charged()).isEqualTo(11_534_336);
        assertThat(new ScanCost(1L << 40, ScanCost.USUAL).usd()).isEqualByComparingTo("5");
    }

    @Test
    void refusesWhatCannotBeCharged() {
        assertThatThrownBy(() -> new ScanCost(-1, BigDecimal.ONE)).hasMessageContaining("-1 bytes at 1 USD a terabyte");
    }
}
