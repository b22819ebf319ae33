package dev.mayfly.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:1");

    @Test
    void readsTheTemplateThatIsDeployed() {
        Deployment deployment = Template.read(
                Path.of("../deploy/template.yaml"),
                Map.of("DeploymentName", "acme"),
                "000000000000",
                "us-east-1",
                ENDPOINT);
        assertThat(deployment.bucket("RawBucket").name()).isEqualTo("acme-raw-000000000000-us-east-1");
        assertThat(deployment.bucket("RawBucket").eventBridge()).isTrue();
        assertThat(deployment.bucket("StateBucket").eventBridge()).isFalse();
        assertThat(deployment.functions()).singleElement().satisfies(function -> {
            assertThat(function.name()).isEqualTo("acme-orchestrator");
            assertThat(function.arn()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:acme-orchestrator");
            assertThat(function.timeout()).isEqualTo(Duration.ofMinutes(2));
            assertThat(function.environment())
                    .containsEntry("MAYFLY_STATE_BUCKET", "acme-state-000000000000-us-east-1")
                    .containsEntry("MAYFLY_NOTICES_TOPIC", "arn:aws:sns:us-east-1:000000000000:acme-notices")
                    .containsEntry("MAYFLY_DEADLINE_ROLE", "arn:aws:iam::000000000000:role/acme-deadline")
                    .containsEntry("MAYFLY_SUBNETS", "");
            assertThat(function.mappings()).singleElement().satisfies(mapping -> {
                assertThat(mapping.queueArn()).isEqualTo("arn:aws:sqs:us-east-1:000000000000:acme-arrivals");
                assertThat(mapping.batchSize()).isEqualTo(1000);
                assertThat(mapping.batchingWindow()).isEqualTo(Duration.ofSeconds(15));
                assertThat(mapping.maximumConcurrency()).isEqualTo(Optional.of(2));
            });
        });
        assertThat(deployment.rules())
                .extracting(Deployment.Rule::name)
                .containsExactlyInAnyOrder(
                        "acme-files-arrive", "acme-cluster-changed", "acme-dataset-look", "acme-tick");
        assertThat(deployment.scheduleGroups()).containsExactly("acme-deadlines");
        assertThat(deployment.outputs()).containsEntry("OrchestratorName", "acme-orchestrator");
    }

    @Test
    void leavesOutWhatItsConditionTurnsOff() {
        assertThat(fixture(Map.of()).buckets())
                .extracting(Deployment.Bucket::logicalId)
                .containsExactly("Raw", "Quiet");
        assertThat(fixture(Map.of("Vpc", "yes")).buckets())
                .extracting(Deployment.Bucket::logicalId)
                .containsExactly("Raw", "Quiet", "Private");
    }

    @Test
    void refusesByNameWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> read("Resources: {Db: {Type: 'AWS::RDS::DBInstance'}}"))
                .hasMessageStartingWith("the embedded cloud has no part for Db (AWS::RDS::DBInstance)");
        assertThatThrownBy(() -> read("Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {FifoQueue: true}}}"))
                .hasMessageStartingWith(
                        "Q (AWS::SQS::Queue) has [FifoQueue], which the embedded cloud does not understand");
        assertThatThrownBy(
                        () -> read("Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Ref Nobody}}}"))
                .hasMessage("the template refers to Nobody, which it does not have");
        assertThatThrownBy(() -> read("Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Base64 x}}}"))
                .hasMessageContaining("does not understand !Base64");
        assertThatThrownBy(() -> fixture(Map.of("Nam", "x"))).hasMessage("the template has no parameter Nam");
    }

    private static Deployment read(String yaml) {
        return Template.read(yaml, Map.of(), "000000000000", "us-east-1", ENDPOINT);
    }

    private static Deployment fixture(Map<String, String> overrides) {
        return Template.read(
                Path.of("src/test/resources/template.yaml"), overrides, "000000000000", "us-east-1", ENDPOINT);
    }
}
