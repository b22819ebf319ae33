package dev.mayfly.orchestrator.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TriggerReaderTest {
    @Test
    void theTickThatIsKnownByItsBytesIsTheTemplates() {
        assertThat(Path.of("..", "deploy", "template.yaml")).content().contains("Input: '" + TriggerReader.TICK + "'");
        assertThat(TriggerReader.read(TriggerReader.TICK.getBytes(UTF_8))).isEqualTo(new Trigger.Tick());
        assertThat(TriggerReader.read("{ \"tick\" : true }".getBytes(UTF_8))).isEqualTo(new Trigger.Tick());
    }

    @Test
    void readsAnS3NotificationAndUnquotesItsKey() throws IOException {
        assertThat(sample("s3-notification.json"))
                .isEqualTo(new Trigger.FilesArrived(java.util.Set.of("s3://acme-raw/retailrocket/events 1.csv")));
    }

    @Test
    void readsManyEventsOfOneBatchOfMessages() throws IOException {
        assertThat(sample("sqs-batch.json"))
                .isEqualTo(new Trigger.FilesArrived(java.util.Set.of(
                        "s3://acme-raw/retailrocket/events.csv", "s3://acme-raw/retailrocket/a+b%20c.csv")));
    }

    @Test
    void readsAnEventOfS3ThroughEventBridge() throws IOException {
        assertThat(sample("eventbridge-s3.json"))
                .isEqualTo(new Trigger.FilesArrived(java.util.Set.of("s3://acme-raw/retailrocket/events.csv")));
    }

    @Test
    void readsWhoseClusterChanged() throws IOException {
        assertThat(sample("emr-cluster.json"))
                .isEqualTo(new Trigger.ClustersChanged(
                        java.util.Set.of("mayfly/mayfly/retailrocket/20261123T120000Z-0a1b2c3d/a1")));
    }

    @Test
    void readsTicks() throws IOException {
        assertThat(sample("tick.json")).isEqualTo(new Trigger.Tick());
        assertThat(sample("emr-step.json")).isEqualTo(new Trigger.Tick());
    }

    @Test
    void readsOurOwnWordThatADatasetIsToBeLookedAt() throws IOException {
        assertThat(sample("dataset-look.json")).isEqualTo(new Trigger.ReconcileRequest("retailrocket"));
    }

    @Test
    void readsCommands() throws IOException {
        assertThat(sample("command-run.json")).isInstanceOf(Trigger.Command.class);
    }

    @Test
    void ignoresTheTestEventOfANewNotification() throws IOException {
        assertThat(sample("s3-test-event.json")).isEqualTo(new Trigger.Ignored("s3:TestEvent"));
    }

    @Test
    void answersWhatItDoesNotKnow() throws IOException {
        assertThat(sample("hello-world.json")).isInstanceOf(Trigger.Unknown.class);
        assertThat(TriggerReader.read("no json".getBytes(UTF_8))).isEqualTo(new Trigger.Unknown("no json"));
        assertThat(TriggerReader.read("[1]".getBytes(UTF_8))).isEqualTo(new Trigger.Unknown("[1]"));
        assertThat(TriggerReader.read(new byte[0])).isEqualTo(new Trigger.Unknown(""));
    }

    private static Trigger sample(String name) throws IOException {
        try (InputStream in = TriggerReaderTest.class.getResourceAsStream("/events/" + name)) {
            return TriggerReader.read(in.readAllBytes());
        }
    }
}
