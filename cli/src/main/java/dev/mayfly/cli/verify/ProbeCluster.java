package dev.mayfly.cli.verify;

import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.BootstrapActionConfig;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.EmrException;
import software.amazon.awssdk.services.emr.model.InstanceFleetConfig;
import software.amazon.awssdk.services.emr.model.InstanceFleetType;
import software.amazon.awssdk.services.emr.model.InstanceTypeConfig;
import software.amazon.awssdk.services.emr.model.JobFlowInstancesConfig;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.Tag;

/** A cluster of one machine without work, with the deployment's roles and tag; told to end when it is closed, whatever was seen. */
final class ProbeCluster implements AutoCloseable {
    /** Ends an idle probe even if this machine is switched off. */
    private static final long IDLE_SECONDS = 900;

    private final Target site;
    private final EmrClient emr;
    private final String id;
    private final boolean knownAtOnce;

    private ProbeCluster(Target site, EmrClient emr, String id) {
        this.site = site;
        this.emr = emr;
        this.id = id;
        this.knownAtOnce = known();
    }

    /** Launches one whose dead-man timer is set to a moment, if one is given. */
    static ProbeCluster launch(Target site, String name, Optional<Instant> deadMan) {
        // As in the function: nobody may send this twice.
        EmrClient emr = site.clients()
                .build(EmrClient.builder()
                        .overrideConfiguration(
                                configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry())));
        Target.Names names = site.names();
        RunJobFlowRequest.Builder request = RunJobFlowRequest.builder()
                .name("mayfly-verify/" + names.deployment() + "/" + name)
                .releaseLabel("emr-7.13.0")
                .serviceRole(names.role("cluster-service"))
                .jobFlowRole(names.deployment() + "-cluster-node")
                .securityConfiguration(names.deployment() + "-clusters")
                .logUri("s3://" + names.bucket("state") + "/logs/")
                .visibleToAllUsers(true)
                .autoTerminationPolicy(policy -> policy.idleTimeout(IDLE_SECONDS))
                .instances(JobFlowInstancesConfig.builder()
                        .keepJobFlowAliveWhenNoSteps(true)
                        .terminationProtected(false)
                        .instanceFleets(fleet())
                        .build())
                .tags(
                        tag("mayfly-deployment", names.deployment()),
                        tag("for-use-with-amazon-emr-managed-policies", "true"));
        deadMan.ifPresent(at -> request.bootstrapActions(BootstrapActionConfig.builder()
                .name("dead-man")
                .scriptBootstrapAction(
                        script -> script.path("s3://" + names.bucket("artifacts") + "/bootstrap/dead-man.sh")
                                .args("--at", Long.toString(at.getEpochSecond())))
                .build()));
        return new ProbeCluster(site, emr, emr.runJobFlow(request.build()).jobFlowId());
    }

    private static InstanceFleetConfig fleet() {
        return InstanceFleetConfig.builder()
                .instanceFleetType(InstanceFleetType.MASTER)
                .targetOnDemandCapacity(1)
                .instanceTypeConfigs(single().fleets().get(0).types().stream()
                        .map(type ->
                                InstanceTypeConfig.builder().instanceType(type).build())
                        .toList())
                .build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    static ClusterTemplate single() {
        return ClusterTemplate.shipped().get(0);
    }

    private boolean known() {
        try {
            return describe() != null;
        } catch (EmrException e) {
            return false;
        }
    }

    /** Whether DescribeCluster knew it right after RunJobFlow had given its id. */
    boolean knownAtOnce() {
        return knownAtOnce;
    }

    String id() {
        return id;
    }

    Cluster describe() {
        return emr.describeCluster(describe -> describe.clusterId(id)).cluster();
    }

    /** The cluster once it stands and has nothing to do, or when it ended instead. */
    Optional<Poller.Seen<Cluster>> standing() throws Exception {
        return Poller.until(
                site.pace().clusterStarts(),
                site.pace().glance(),
                () -> Optional.of(describe())
                        .filter(cluster -> cluster.status().state() == ClusterState.WAITING || ending(cluster)));
    }

    /** The cluster once it is going or gone. */
    Optional<Poller.Seen<Cluster>> goes() throws Exception {
        return Poller.until(
                site.pace().clusterEnds(),
                site.pace().glance(),
                () -> Optional.of(describe()).filter(ProbeCluster::ending));
    }

    private static boolean ending(Cluster cluster) {
        return switch (cluster.status().state()) {
            case TERMINATING, TERMINATED, TERMINATED_WITH_ERRORS -> true;
            default -> false;
        };
    }

    @Override
    public void close() {
        emr.terminateJobFlows(terminate -> terminate.jobFlowIds(id));
        emr.close();
    }
}
