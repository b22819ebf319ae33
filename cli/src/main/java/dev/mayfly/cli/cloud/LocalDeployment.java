package dev.mayfly.cli.cloud;

import dev.mayfly.local.LocalCloud;
import dev.mayfly.local.LocalCloudSettings;
import dev.mayfly.local.emr.EmrSettings;
import dev.mayfly.local.events.EventSettings;
import dev.mayfly.local.lambda.LambdaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.s3.S3Client;

/** An embedded cloud with everything deployed that a run needs: the function, the step's jar, the node's script, a dataset. */
public final class LocalDeployment implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final String POLICY = "quiet=PT5S,retryAfter=PT10S,logGrace=PT20S,actorLease=PT30S";
    private final LocalCloud cloud;
    private final Clients clients;

    private LocalDeployment(LocalCloud cloud) {
        this.cloud = cloud;
        this.clients = Clients.of(cloud.endpoint());
    }

    /** How an embedded cloud differs from the shipped settings. */
    public record Options(int port, EmrSettings emr, LambdaSettings lambda, EventSettings events, String policy) {
        /** Short phases, a tick every two seconds. */
        public static LocalDeployment.Options usual(ProjectHome home) {
            return new LocalDeployment.Options(
                    0,
                    EmrSettings.quick(home.sparkClasspath()),
                    LambdaSettings.quick(),
                    new EventSettings(1, 0, Duration.ZERO, Optional.of(TICK)),
                    POLICY);
        }

        public LocalDeployment.Options onPort(int given) {
            return new LocalDeployment.Options(given, emr, lambda, events, policy);
        }

        public LocalDeployment.Options withEmr(EmrSettings given) {
            return new LocalDeployment.Options(port, given, lambda, events, policy);
        }

        public LocalDeployment.Options withPolicy(String given) {
            return new LocalDeployment.Options(port, emr, lambda, events, given);
        }

        public LocalDeployment.Options withLambda(LambdaSettings given) {
            return new LocalDeployment.Options(port, emr, given, events, policy);
        }

        public LocalDeployment.Options withEvents(EventSettings given) {
            return new LocalDeployment.Options(port, emr, lambda, given, policy);
        }
    }

    /** Opens a cloud on a folder and deploys what was built. */
    public static LocalDeployment open(ProjectHome home, Path folder, LocalDeployment.Options props)
            throws IOException {
        LocalCloudSettings settings = LocalCloudSettings.at(folder, home.template())
                .onPort(props.port())
                .withParameters(Map.of("Policy", props.policy()))
                .withEvents(props.events())
                .withEmr(props.emr())
                .withLambda(props.lambda());
        LocalDeployment stage = new LocalDeployment(LocalCloud.start(settings));
        String artifacts = stage.cloud.deployment().bucket("ArtifactsBucket").name();
        try (S3Client s3 = stage.clients.build(S3Client.builder())) {
            s3.putObject(
                    request -> request.bucket(artifacts).key("jars/mayfly-spark-job.jar"),
                    RequestBody.fromFile(home.jobJar()));
            s3.putObject(
                    request -> request.bucket(artifacts).key("bootstrap/dead-man.sh"),
                    RequestBody.fromFile(home.deadManScript()));
        }
        return stage;
    }

    /** Puts a dataset's definition where the function looks for it, and makes the database that it names, as a deployment's owner would. */
    public void define(DatasetSource dataset) {
        try (GlueClient glue = clients.build(GlueClient.builder())) {
            glue.createDatabase(request -> request.databaseInput(database -> database.name(dataset.database())));
        } catch (AlreadyExistsException e) {
            // The deployment's own, or one of an earlier start on the same folder.
        }
        try (S3Client s3 = clients.build(S3Client.builder())) {
            s3.putObject(
                    request -> request.bucket(bucket("StateBucket")).key("datasets/" + dataset.name() + ".yaml"),
                    RequestBody.fromString(dataset.yaml()));
        }
    }

    /** A dataset's source with the deployment's bucket in it. */
    public String source(DatasetSource dataset) {
        return dataset.source().replace("${raw}", bucket("RawBucket"));
    }

    /** The name of the bucket that the template calls so. */
    public String bucket(String logicalId) {
        return cloud.deployment().bucket(logicalId).name();
    }

    public LocalCloud cloud() {
        return cloud;
    }

    public Clients clients() {
        return clients;
    }

    @Override
    public void close() {
        cloud.close();
    }
}
