package dev.mayfly.cli.mission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.cli.run.Orchestrator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Runs that fail over a marked value leave it in rejected rows alone: not in the ledger, the history, a step's or the function's log, its
 * metrics, an event, a notice or an answer.
 */
@Timeout(900)
class ValuesIT {
    /** As many clusters as two processors can work for. */
    private static final int AT_ONCE = 3;

    @TempDir
    private Path folder;

    @Test
    @Tag("full")
    void standInRejectedRowsAloneWhateverFailsThirtyRuns() throws Exception {
        List<MarkedFile> files = MarkedFile.thirty().toList();
        assertThat(files).hasSize(30);
        runsFailAndTellNoValue(files);
    }

    private void runsFailAndTellNoValue(List<MarkedFile> files) throws Exception {
        Path cloud = folder.resolve("cloud");
        Map<String, MarkedFile> datasets = new LinkedHashMap<>();
        files.forEach(file -> datasets.put("marked%02d".formatted(datasets.size()), file));
        List<String> answers = new ArrayList<>();
        try (LocalDeployment stage = LocalDeployment.open(
                        Mission.home(),
                        cloud,
                        LocalDeployment.Options.usual(Mission.home()).withPolicy(Mission.BRISK));
                S3Client s3 = stage.clients().build(S3Client.builder());
                Orchestrator orchestrator = new Orchestrator(
                        stage.clients(),
                        stage.cloud().deployment().functions().get(0).name())) {
            List<String> names = List.copyOf(datasets.keySet());
            for (int from = 0; from < names.size(); from += AT_ONCE) {
                List<String> some = names.subList(from, Math.min(from + AT_ONCE, names.size()));
                for (String name : some) {
                    stage.define(source(name, datasets.get(name)));
                    s3.putObject(
                            request -> request.bucket(stage.bucket("RawBucket")).key(name + "/visits-1.csv"),
                            RequestBody.fromBytes(datasets.get(name).bytes()));
                }
                for (String name : some) {
                    answers.add(failed(orchestrator, name, datasets.get(name)).toString());
                    answers.add(status(orchestrator, name).toString());
                }
            }
            assertThat(answers).noneMatch(answer -> answer.contains(MarkedFile.VALUE));
            String topic = stage.cloud().deployment().topics().get(0).name();
            FaultsIT.until(() -> stage.cloud().notices(topic).size() >= files.size());
            assertThat(stage.cloud().notices(topic))
                    .as("notices")
                    .hasSizeGreaterThanOrEqualTo(files.size())
                    .noneMatch(notice -> notice.toString().contains(MarkedFile.VALUE));
            assertThat(stage.cloud().requests().all())
                    .as("what the services were sent, beside S3")
                    .filteredOn(exchange -> !exchange.service().equals("s3"))
                    .isNotEmpty()
                    .noneMatch(exchange -> exchange.toString().contains(MarkedFile.VALUE));
        }
        assertThat(MarkedFile.findElsewhere(cloud)).as("files of the account").isEmpty();
    }

    private static DatasetSource source(String name, MarkedFile file) {
        return new DatasetSource(name, "s3://${raw}/%s/".formatted(name), name, file.dataset(name));
    }

    /** The dataset's run, which failed for the file's own reason. */
    private static JsonNode failed(Orchestrator orchestrator, String name, MarkedFile file) {
        JsonNode[] seen = new JsonNode[1];
        FaultsIT.until(() -> {
            seen[0] = orchestrator.ask(Orchestrator.command("runs").put("dataset", name));
            return seen[0].path("runs").size() == 1
                    && !seen[0].at("/runs/0/endedAt").isNull();
        });
        assertThat(seen[0].at("/runs/0/reason/code").asText())
                .as("%s: %s", file, seen[0])
                .isEqualTo(file.code());
        return seen[0];
    }

    private static JsonNode status(Orchestrator orchestrator, String name) {
        return orchestrator.ask(Orchestrator.command("status").put("dataset", name));
    }
}
