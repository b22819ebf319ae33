package dev.mayfly.simulator.function;

import com.google.inject.Module;
import dev.mayfly.orchestrator.OrchestratorConfig;
import dev.mayfly.orchestrator.OrchestratorHandler;
import java.util.Map;

/** The function of one deployment, wired as it is deployed but for what {@code replacing} binds. */
public final class Deployed {
    private static final String PER_RUN_USD = "2";

    /** The handler of a deployment whose runs may cost 2 USD. */
    public static OrchestratorHandler handler(String deployment, String policy, Module replacing) {
        return handler(deployment, policy, PER_RUN_USD, replacing);
    }

    /** The handler of a deployment with buckets of its own; {@code policy} and the bound of a run are as the environment gives them. */
    public static OrchestratorHandler handler(String deployment, String policy, String perRunUsd, Module replacing) {
        return OrchestratorHandler.wired(
                OrchestratorConfig.from(Map.ofEntries(
                        Map.entry("AWS_REGION", "us-east-1"),
                        Map.entry("MAYFLY_DEPLOYMENT", deployment),
                        Map.entry("MAYFLY_RAW_BUCKET", deployment + "-raw"),
                        Map.entry("MAYFLY_CURATED_BUCKET", deployment + "-curated"),
                        Map.entry("MAYFLY_STATE_BUCKET", deployment + "-state"),
                        Map.entry("MAYFLY_ARTIFACTS_BUCKET", deployment + "-artifacts"),
                        Map.entry("MAYFLY_NOTICES_TOPIC", "arn:aws:sns:us-east-1:123456789012:" + deployment),
                        Map.entry("MAYFLY_DEADLINE_GROUP", deployment),
                        Map.entry("MAYFLY_DEADLINE_ROLE", "arn:aws:iam::123456789012:role/deadline"),
                        Map.entry("MAYFLY_CLUSTER_SERVICE_ROLE", "service"),
                        Map.entry("MAYFLY_CLUSTER_NODE_PROFILE", "profile"),
                        Map.entry("MAYFLY_RELEASE_LABEL", "emr-7.13.0"),
                        Map.entry("MAYFLY_SECURITY_CONFIGURATION", "private"),
                        Map.entry("MAYFLY_SUBNETS", "subnet-1,subnet-2"),
                        Map.entry("MAYFLY_PER_RUN_USD", perRunUsd),
                        Map.entry("MAYFLY_PER_DAY_USD", "12"),
                        Map.entry("MAYFLY_MAX_DURATION_MINUTES", "60"),
                        Map.entry("MAYFLY_POLICY", policy))),
                replacing);
    }

    private Deployed() {}
}
