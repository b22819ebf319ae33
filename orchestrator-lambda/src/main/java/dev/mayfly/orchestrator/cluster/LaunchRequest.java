package dev.mayfly.orchestrator.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.emr.model.ActionOnFailure;
import software.amazon.awssdk.services.emr.model.Application;
import software.amazon.awssdk.services.emr.model.AutoTerminationPolicy;
import software.amazon.awssdk.services.emr.model.BootstrapActionConfig;
import software.amazon.awssdk.services.emr.model.Configuration;
import software.amazon.awssdk.services.emr.model.HadoopJarStepConfig;
import software.amazon.awssdk.services.emr.model.JobFlowInstancesConfig;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.StepConfig;
import software.amazon.awssdk.services.emr.model.Tag;

/** The one RunJobFlow request that is ever sent: one step, no keeping alive, no protection, ended on failure and when idle. */
final class LaunchRequest {
    private static final long IDLE_SECONDS = 300;
    private final ClusterSettings settings;
    private final LaunchSpec order;

    LaunchRequest(ClusterSettings settings, LaunchSpec order) {
        this.settings = settings;
        this.order = order;
    }

    RunJobFlowRequest build() {
        return RunJobFlowRequest.builder()
                .name(order.name())
                .releaseLabel(settings.releaseLabel())
                .applications(Application.builder().name("Spark").build())
                .serviceRole(settings.serviceRole())
                .jobFlowRole(settings.nodeProfile())
                .logUri(settings.logs().toString())
                .securityConfiguration(settings.securityConfiguration())
                .visibleToAllUsers(true)
                .stepConcurrencyLevel(1)
                .autoTerminationPolicy(AutoTerminationPolicy.builder()
                        .idleTimeout(IDLE_SECONDS)
                        .build())
                .instances(instances())
                .configurations(Configuration.builder()
                        .classification("spark-defaults")
                        .properties(order.template().sparkSettings())
                        .build())
                .bootstrapActions(deadMan())
                .steps(step())
                .tags(tags())
                .build();
    }

    /** EMR's own service role acts on nothing that does not carry its tag. */
    private List<Tag> tags() {
        Map<String, String> all = new TreeMap<>(order.tags());
        all.put("for-use-with-amazon-emr-managed-policies", "true");
        return all.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private JobFlowInstancesConfig instances() {
        JobFlowInstancesConfig.Builder instances = JobFlowInstancesConfig.builder()
                .keepJobFlowAliveWhenNoSteps(false)
                .terminationProtected(false)
                .instanceFleets(
                        order.template().fleets().stream().map(LaunchFleet::of).toList());
        return settings.subnets().isEmpty()
                ? instances.build()
                : instances.ec2SubnetIds(subnets()).build();
    }

    /** Those that did not fail before, as long as any is left. */
    private List<String> subnets() {
        List<String> left = settings.subnets().stream()
                .filter(subnet -> !order.avoidedSubnets().contains(subnet))
                .toList();
        return left.isEmpty() ? settings.subnets() : left;
    }

    private BootstrapActionConfig deadMan() {
        return BootstrapActionConfig.builder()
                .name("dead-man")
                .scriptBootstrapAction(
                        script -> script.path(settings.deadManScript().toString())
                                .args("--at", Long.toString(order.deadManAt().getEpochSecond())))
                .build();
    }

    private StepConfig step() {
        List<String> args = new ArrayList<>(List.of(
                "spark-submit",
                "--deploy-mode",
                "client",
                "--class",
                "dev.mayfly.job.TransformJob",
                "--conf",
                "spark.yarn.maxAppAttempts=1",
                "--conf",
                "spark.speculation=false"));
        args.addAll(List.of(
                settings.jobJar().toString(), "--plan", order.plan().toString(), "--sha256", order.planSha256()));
        return StepConfig.builder()
                .name("transform")
                .actionOnFailure(ActionOnFailure.TERMINATE_CLUSTER)
                .hadoopJarStep(HadoopJarStepConfig.builder()
                        .jar("command-runner.jar")
                        .args(args)
                        .build())
                .build();
    }
}
