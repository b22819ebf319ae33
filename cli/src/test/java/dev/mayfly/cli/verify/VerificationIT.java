package dev.mayfly.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.local.LocalCloudSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The checks that an owner pays for on AWS, against the embedded cloud: what it can answer holds, and the rest says that it cannot. */
@Timeout(300)
@Tag("full")
class VerificationIT {
    private static final Target.Pace PACE = new Target.Pace(
            Duration.ofMillis(250), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 5);

    @Test
    void everyCheckIsCarriedOutOrSaysThatItCannotBe(@TempDir Path folder) throws Exception {
        ProjectHome home = new ProjectHome(Path.of("..").toAbsolutePath().normalize());
        List<String> said = new ArrayList<>();
        List<VerifyReport.Line> lines;
        try (LocalDeployment stage =
                LocalDeployment.open(home, folder.resolve("cloud"), LocalDeployment.Options.usual(home))) {
            Target.Names names =
                    new Target.Names("mayfly", LocalCloudSettings.ACCOUNT, LocalCloudSettings.REGION, "retailrocket");
            Target site = new Target(stage.clients(), names, PACE, Optional.empty());
            lines = new Verification(site, 0.001, said::add)
                    .look(DatasetSource.read(home.shippedDataset()), WorstCase.in("us-east-1"), folder.resolve("data"));
        }

        Map<String, Finding> found =
                lines.stream().collect(Collectors.toMap(VerifyReport.Line::assumption, VerifyReport.Line::finding));
        assertThat(found).hasSize(Checks.all().size());
        assertThat(found)
                .allSatisfy((assumption, finding) -> assertThat(finding.verdict())
                        .as("%s: %s", assumption, finding.seen())
                        .isNotEqualTo(Finding.Verdict.DOES_NOT_HOLD));
        assertThat(notChecked(found))
                .containsExactlyInAnyOrder(
                        new UnconditionalWriteCheck().assumption(),
                        new TagConditions().assumption(),
                        new ScannedBytes().assumption(),
                        new PowerOffCheck().assumption(),
                        RunChecks.all().get(1).assumption());
        assertThat(found.get(new DeadlineFires().assumption()).seen()).contains("after its deadline");
        assertThat(found.get(new ConditionalPuts().assumption()).seen()).contains("never two winners");
        assertThat(said).contains("running synthetic data");
    }

    private static List<String> notChecked(Map<String, Finding> found) {
        return found.entrySet().stream()
                .filter(one -> one.getValue().verdict() == Finding.Verdict.NOT_CHECKED)
                .map(Map.Entry::getKey)
                .toList();
    }
}
