package dev.mayfly.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrchestratorConfigTest {
    @Test
    void readsAWholeEnvironment() {
        OrchestratorConfig config = OrchestratorConfig.from(environment());
        assertThat(config.deployment().jobJar()).hasToString("s3://arts/jars/mayfly-spark-job.jar");
        assertThat(config.clusters().subnets()).containsExactly("subnet-1", "subnet-2");
        assertThat(config.policy().launchDeadline()).isEqualTo(Duration.ofMinutes(20));
        assertThat(config.quiet()).isEmpty();
    }

    @Test
    void namesEveryProblemAtOnce() {
        Map<String, String> environment = environment();
        environment.remove("MAYFLY_RAW_BUCKET");
        environment.put("MAYFLY_PER_RUN_USD", "two");
        environment.put("MAYFLY_POLICY", "quiet=soon");
        assertThatThrownBy(() -> OrchestratorConfig.from(environment))
                .hasMessageContaining("MAYFLY_RAW_BUCKET is missing")
                .hasMessageContaining("MAYFLY_PER_RUN_USD is 'two'")
                .hasMessageContaining("MAYFLY_POLICY: 'soon' is no duration: PT30S or PT10M would be");
    }

    @Test
    void replacesSingleDurations() {
        Map<String, String> environment = environment();
        environment.put("MAYFLY_POLICY", "quiet=PT1S,window=PT30S");
        OrchestratorConfig config = OrchestratorConfig.from(environment);
        assertThat(config.quiet()).contains(Duration.ofSeconds(1));
        assertThat(config.policy().window()).isEqualTo(Duration.ofSeconds(30));
    }

    private static Map<String, String> environment() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("MAYFLY_DEPLOYMENT", "mayfly"),
                Map.entry("MAYFLY_RAW_BUCKET", "rawb"),
                Map.entry("MAYFLY_CURATED_BUCKET", "curated"),
                Map.entry("MAYFLY_STATE_BUCKET", "stat"),
                Map.entry("MAYFLY_ARTIFACTS_BUCKET", "arts"),
                Map.entry("MAYFLY_NOTICES_TOPIC", "arn:topic"),
                Map.entry("MAYFLY_DEADLINE_GROUP", "group"),
                Map.entry("MAYFLY_DEADLINE_ROLE", "arn:role"),
                Map.entry("MAYFLY_CLUSTER_SERVICE_ROLE", "arn:service"),
                Map.entry("MAYFLY_CLUSTER_NODE_PROFILE", "profile"),
                Map.entry("MAYFLY_SECURITY_CONFIGURATION", "security"),
                Map.entry("MAYFLY_RELEASE_LABEL", "emr-7.13.0"),
                Map.entry("MAYFLY_SUBNETS", "subnet-1, subnet-2"),
                Map.entry("MAYFLY_PER_RUN_USD", "2"),
                Map.entry("MAYFLY_PER_DAY_USD", "10"),
                Map.entry("MAYFLY_MAX_DURATION_MINUTES", "120")));
    }
}
