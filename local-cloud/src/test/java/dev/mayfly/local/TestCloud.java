package dev.mayfly.local;

import dev.mayfly.local.events.EventSettings;
import dev.mayfly.local.http.TestClients;
import java.nio.file.Path;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;

/** A local cloud with the small template of the tests. */
public final class TestCloud implements AutoCloseable {
    public static final String RAW = "shop-raw-000000000000-us-east-1";

    private final LocalCloud cloud;

    private TestCloud(LocalCloud cloud) {
        this.cloud = cloud;
    }

    public static TestCloud start(Path dir) {
        return start(dir, EventSettings.kind());
    }

    public static TestCloud start(Path dir, EventSettings events) {
        Path template = Path.of("src/test/resources/template.yaml");
        return new TestCloud(
                LocalCloud.start(LocalCloudSettings.at(dir, template).withEvents(events)));
    }

    public LocalCloud cloud() {
        return cloud;
    }

    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return TestClients.of(cloud.endpoint(), builder);
    }

    @Override
    public void close() {
        cloud.close();
    }
}
