package dev.mayfly.cli.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.cli.cloud.ProjectHome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionStartIT {
    @Test
    void theDeployableZipAnswersItsFirstTickWithThreeCallsOfTwoServices(@TempDir Path folder) throws Exception {
        ProjectHome home = new ProjectHome(Path.of("..").toAbsolutePath().normalize());
        try (AwsStub aws = new AwsStub()) {
            Deployed deployed = Deployed.unpack(home, folder.resolve("task"), aws.endpoint());
            Sample sample = new FunctionStart(deployed, aws, folder.resolve("function.log")).once();
            String state = "ListObjectsV2 /" + deployed.function().environment().get("MAYFLY_STATE_BUCKET");
            assertThat(sample.calls()).as("clusters, definitions, heads").containsExactly("ListClusters", state, state);
            assertThat(sample.cpu()).isPositive();
        }
    }

    /** As with SnapStart: the process is initialised, a snapshot is taken, and the copy is restored and asked. */
    @Test
    void whatIsInitialisedBeforeASnapshotHasAskedNobodyForAnything(@TempDir Path folder) throws Exception {
        ProjectHome home = new ProjectHome(Path.of("..").toAbsolutePath().normalize());
        try (AwsStub aws = new AwsStub()) {
            Deployed deployed = Deployed.unpack(home, folder.resolve("task"), aws.endpoint());
            FunctionStart start = new FunctionStart(deployed, aws, folder.resolve("function.log"));

            FunctionStart.Restored restored = start.restored();

            assertThat(restored.callsBeforeTheSnapshot()).isEmpty();
            assertThat(restored.sample().calls()).hasSize(3).contains("ListClusters");
        }
    }
}
