package dev.mayfly.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.orchestrator.run.Usd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorstCaseTest {
    private static final Path HOME = Path.of("..");

    @Test
    void isRefusedAboveTheLimitWithTheArithmeticAndTakenAtIt() {
        WorstCase worst = WorstCase.in("us-east-1");

        assertThatCode(() -> worst.within(worst.total())).doesNotThrowAnyException();
        assertThatThrownBy(() -> worst.within(
                        new Usd(worst.total().amount().subtract(Usd.of("0.0001").amount()))))
                .hasMessageContaining("nothing was started")
                .hasMessageContaining(worst.run().toString());
    }

    @Test
    void coversTwoLaunchesToTheirLastMomentAndTwoProbes() {
        WorstCase worst = WorstCase.in("us-east-1");

        assertThat(worst.run().amount()).isGreaterThan(worst.hour().amount());
        assertThat(worst.probes()).isEqualTo(worst.hour().plus(worst.hour()));
        assertThat(worst.total().amount())
                .isBetween(Usd.of("1").amount(), Usd.of("5").amount());
    }

    @Test
    void isNotKnownInARegionWithoutPrices() {
        assertThatThrownBy(() -> WorstCase.in("mars-north-1")).hasMessageContaining("mars-north-1");
    }

    @Test
    void theDatasetMayCostWhatTheWorstCaseCountsOn() throws Exception {
        WorstCase worst = WorstCase.in("us-east-1");
        Target.Names names = new Target.Names("mayfly-verify", "111122223333", "us-east-1", "mayfly_verify");

        String yaml = RunOnSite.dataset(DatasetSource.read(HOME.resolve("datasets/retailrocket.yaml")), names, worst)
                .yaml();

        assertThat(yaml)
                .contains("database: mayfly_verify")
                .contains("maxDuration: 20m")
                .contains("perRunUsd: " + worst.run().amount().toPlainString())
                .contains("perDayUsd: " + worst.run().amount().toPlainString());
    }

    @Test
    void everyCheckStandsForALineOfTheDocument() throws Exception {
        List<String> document = VerifyReport.assumptions(Files.readAllLines(HOME.resolve("docs/assumptions.md")));

        assertThat(document).hasSizeGreaterThan(25);
        assertThat(document)
                .containsAll(Checks.all().stream().map(Check::assumption).toList());
    }

    @Test
    void aReportNamesNoAccountAndSaysOfWhatWasNotLookedAtThatItWasNot() {
        WorstCase worst = WorstCase.in("us-east-1");
        VerifyReport report = new VerifyReport(
                Instant.EPOCH,
                "AWS",
                worst,
                List.of(
                        new VerifyReport.Line("a", Finding.of(true, "bucket x-111122223333 | y")),
                        new VerifyReport.Line("b", Finding.notChecked("no Athena here"))),
                List.of("deleting bucket state-111122223333-us-east-1"));

        assertThat(report.good()).isTrue();
        assertThat(report.markdown(List.of("a", "b", "c")))
                .doesNotContain("111122223333")
                .contains("| a | holds | bucket x-ACCOUNT \\| y |")
                .contains("| b | not checked here | no Athena here |")
                .contains("| c | not checked here | no check of this command looks at it |")
                .contains("Deploying and destroying are unverified");
    }

    @Test
    void oneBrokenAssumptionIsEnoughForABadReport() {
        VerifyReport report = new VerifyReport(
                Instant.EPOCH,
                "AWS",
                WorstCase.in("us-east-1"),
                List.of(new VerifyReport.Line("a", Finding.of(false, "two winners"))),
                List.of());

        assertThat(report.good()).isFalse();
        assertThat(report.markdown(List.of())).contains("| a | DOES NOT HOLD | two winners |");
    }
}
