package dev.mayfly.cli.verify;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.cli.cloud.ProjectHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * A deployment on AWS that lives as long as a verification. Not verified: nobody has run this on an account yet. Closing it ends its
 * clusters first, then takes away what the stack leaves behind by design, its buckets with everything in them.
 */
final class AwsDeployment implements AutoCloseable {
    private static final List<String> KINDS = List.of("raw", "curated", "state", "artifacts");
    private static final int MOST_CLUSTERS = 10;
    private final Clients clients;
    private final Target.Names names;
    private final Consumer<String> say;

    AwsDeployment(Clients clients, Target.Names names, Consumer<String> say) {
        this.clients = clients;
        this.names = names;
        this.say = say;
    }

    private String codeBucket() {
        return names.bucket("code");
    }

    /** Makes the stack; refuses to touch one that is there already. */
    void deploy(ProjectHome home, WorstCase worst) throws Exception {
        try (S3Client s3 = clients.build(S3Client.builder());
                CloudFormationClient stacks = clients.build(CloudFormationClient.builder())) {
            say.accept("making the stack " + names.deployment());
            s3.createBucket(create -> {
                create.bucket(codeBucket());
                // The oldest region is named by not naming one.
                if (!names.region().equals("us-east-1")) {
                    create.createBucketConfiguration(
                            where -> where.locationConstraint(BucketLocationConstraint.fromValue(names.region())));
                }
            });
            s3.putObject(put -> put.bucket(codeBucket()).key("orchestrator-lambda.zip"), home.functionZip());
            s3.putObject(
                    put -> put.bucket(codeBucket()).key("cloudformation.json"),
                    home.root().resolve("deploy/cloudformation.json"));
            stacks.createStack(create -> create.stackName(names.deployment())
                    .templateURL("https://%s.s3.%s.amazonaws.com/cloudformation.json"
                            .formatted(codeBucket(), names.region()))
                    .capabilities(Capability.CAPABILITY_NAMED_IAM)
                    .parameters(parameters(worst)));
            stacks.waiter().waitUntilStackCreateComplete(stack -> stack.stackName(names.deployment()));
            upload(s3, "jars/mayfly-spark-job.jar", home.jobJar());
            upload(s3, "bootstrap/dead-man.sh", home.deadManScript());
        }
    }

    private List<Parameter> parameters(WorstCase worst) {
        String ceiling = worst.run().amount().toPlainString();
        return Map.of(
                        "DeploymentName", names.deployment(),
                        "DatabaseName", names.database(),
                        "CodeBucket", codeBucket(),
                        "PerRunUsd", ceiling,
                        "PerDayUsd", ceiling,
                        "MaxDurationMinutes", Long.toString(WorstCase.STEP.toMinutes()))
                .entrySet()
                .stream()
                .map(one -> Parameter.builder()
                        .parameterKey(one.getKey())
                        .parameterValue(one.getValue())
                        .build())
                .toList();
    }

    private void upload(S3Client s3, String key, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(file + " is not there: build with ./mvnw package -DskipTests");
        }
        s3.putObject(put -> put.bucket(names.bucket("artifacts")).key(key), file);
    }

    /** Everything is tried, so that one refusal leaves as little as can be; what is left is named. */
    @Override
    public void close() {
        List<String> left = new ArrayList<>();
        step("ending clusters", this::endClusters, left);
        step("deleting the stack", this::deleteStack, left);
        for (String kind : KINDS) {
            step("deleting bucket " + names.bucket(kind), () -> deleteBucket(names.bucket(kind)), left);
        }
        step("deleting bucket " + codeBucket(), () -> deleteBucket(codeBucket()), left);
        if (!left.isEmpty()) {
            throw new IllegalStateException("look for what is left and delete it by hand: " + left);
        }
    }

    private void step(String what, Runnable work, List<String> left) {
        say.accept(what);
        try {
            work.run();
        } catch (RuntimeException e) {
            left.add(what + ": " + e.getMessage());
        }
    }

    private void endClusters() {
        try (EmrClient emr = clients.build(EmrClient.builder())) {
            List<String> alive = emr
                    .listClustersPaginator(list -> list.clusterStates(
                            ClusterState.STARTING,
                            ClusterState.BOOTSTRAPPING,
                            ClusterState.RUNNING,
                            ClusterState.WAITING))
                    .clusters()
                    .stream()
                    .filter(cluster -> cluster.name().startsWith(names.clusterPrefix())
                            || cluster.name().startsWith("mayfly-verify/" + names.deployment() + "/"))
                    .map(cluster -> cluster.id())
                    .toList();
            for (int from = 0; from < alive.size(); from += MOST_CLUSTERS) {
                List<String> batch = alive.subList(from, Math.min(from + MOST_CLUSTERS, alive.size()));
                emr.terminateJobFlows(terminate -> terminate.jobFlowIds(batch));
            }
        }
    }

    /** Its bucket policies go with it, after which the ledger may be deleted. */
    private void deleteStack() {
        try (CloudFormationClient stacks = clients.build(CloudFormationClient.builder())) {
            stacks.deleteStack(delete -> delete.stackName(names.deployment()));
            stacks.waiter().waitUntilStackDeleteComplete(stack -> stack.stackName(names.deployment()));
        }
    }

    private void deleteBucket(String bucket) {
        try (S3Client s3 = clients.build(S3Client.builder())) {
            s3.listObjectVersionsPaginator(list -> list.bucket(bucket)).forEach(page -> {
                List<ObjectIdentifier> all = new ArrayList<>();
                page.versions().forEach(one -> all.add(identifier(one.key(), one.versionId())));
                page.deleteMarkers().forEach(one -> all.add(identifier(one.key(), one.versionId())));
                if (!all.isEmpty()) {
                    var failed = s3.deleteObjects(delete -> delete.bucket(bucket)
                                    .delete(what -> what.objects(all).quiet(true)))
                            .errors();
                    if (!failed.isEmpty()) {
                        throw new IllegalStateException("%d objects stay, the first as %s"
                                .formatted(failed.size(), failed.get(0).code()));
                    }
                }
            });
            s3.deleteBucket(delete -> delete.bucket(bucket));
        } catch (NoSuchBucketException e) {
            say.accept(bucket + " was never made");
        }
    }

    private static ObjectIdentifier identifier(String key, String versionId) {
        return ObjectIdentifier.builder().key(key).versionId(versionId).build();
    }
}
