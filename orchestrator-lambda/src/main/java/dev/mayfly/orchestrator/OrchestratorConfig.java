package dev.mayfly.orchestrator;

import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.cluster.ClusterSettings;
import dev.mayfly.orchestrator.reconcile.Deployment;
import dev.mayfly.orchestrator.run.RunPolicy;
import dev.mayfly.orchestrator.run.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The function's settings, read from its environment once; every problem is reported together. */
public record OrchestratorConfig(
        String region,
        Deployment deployment,
        ClusterSettings clusters,
        String noticesTopic,
        String deadlineGroup,
        String deadlineRole,
        RunPolicy policy,
        Optional<Duration> quiet) {

    /** The settings of an environment, or {@link IllegalStateException} that names every variable that is missing or wrong. */
    public static OrchestratorConfig from(Map<String, String> environment) {
        return new Reading(environment).config();
    }

    private static final class Reading {
        private final Map<String, String> environment;
        private final List<String> problems = new ArrayList<>();

        private Reading(Map<String, String> environment) {
            this.environment = environment;
        }

        private OrchestratorConfig config() {
            String state = text("MAYFLY_STATE_BUCKET");
            String artifacts = text("MAYFLY_ARTIFACTS_BUCKET");
            Deployment deployment = new Deployment(
                    text("MAYFLY_DEPLOYMENT"),
                    text("MAYFLY_RAW_BUCKET"),
                    text("MAYFLY_CURATED_BUCKET"),
                    state,
                    S3Uris.of(artifacts, "jars/mayfly-spark-job.jar"),
                    value("MAYFLY_PER_RUN_USD", Usd.ZERO, Usd::of),
                    value("MAYFLY_PER_DAY_USD", Usd.ZERO, Usd::of),
                    value(
                            "MAYFLY_MAX_DURATION_MINUTES",
                            Duration.ZERO,
                            text -> Duration.ofMinutes(Long.parseLong(text))));
            ClusterSettings clusters = new ClusterSettings(
                    text("MAYFLY_RELEASE_LABEL"),
                    text("MAYFLY_CLUSTER_SERVICE_ROLE"),
                    text("MAYFLY_CLUSTER_NODE_PROFILE"),
                    text("MAYFLY_SECURITY_CONFIGURATION"),
                    subnets(environment.getOrDefault("MAYFLY_SUBNETS", "")),
                    deployment.jobJar(),
                    S3Uris.of(artifacts, "bootstrap/dead-man.sh"),
                    S3Uris.of(state, "logs/"));
            PolicyOverrides overrides = overrides();
            OrchestratorConfig config = new OrchestratorConfig(
                    text("AWS_REGION"),
                    deployment,
                    clusters,
                    text("MAYFLY_NOTICES_TOPIC"),
                    text("MAYFLY_DEADLINE_GROUP"),
                    text("MAYFLY_DEADLINE_ROLE"),
                    overrides.policy(),
                    overrides.quiet());
            if (!problems.isEmpty()) {
                throw new IllegalStateException("the function's environment is wrong:\n" + String.join("\n", problems));
            }
            return config;
        }

        private PolicyOverrides overrides() {
            try {
                return PolicyOverrides.parse(environment.getOrDefault("MAYFLY_POLICY", ""));
            } catch (IllegalArgumentException e) {
                problems.add("MAYFLY_POLICY: " + e.getMessage());
                return PolicyOverrides.parse("");
            }
        }

        private String text(String name) {
            return value(name, "unset", text -> text);
        }

        private <T> T value(String name, T standIn, Function<String, T> parse) {
            String text = environment.get(name);
            if (text == null || text.isBlank()) {
                problems.add(name + " is missing");
                return standIn;
            }
            try {
                return parse.apply(text);
            } catch (RuntimeException e) {
                problems.add("%s is '%s': %s".formatted(name, text, e.getMessage()));
                return standIn;
            }
        }

        private static List<String> subnets(String text) {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(subnet -> !subnet.isEmpty())
                    .toList();
        }
    }
}
