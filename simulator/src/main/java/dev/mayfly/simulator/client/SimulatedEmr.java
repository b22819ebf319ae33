package dev.mayfly.simulator.client;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cause;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.ClusterView;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.fault.SimulatedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.DescribeClusterRequest;
import software.amazon.awssdk.services.emr.model.DescribeClusterResponse;
import software.amazon.awssdk.services.emr.model.EmrException;
import software.amazon.awssdk.services.emr.model.InvalidRequestException;
import software.amazon.awssdk.services.emr.model.ListClustersRequest;
import software.amazon.awssdk.services.emr.model.ListClustersResponse;
import software.amazon.awssdk.services.emr.model.ListStepsRequest;
import software.amazon.awssdk.services.emr.model.ListStepsResponse;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.RunJobFlowResponse;
import software.amazon.awssdk.services.emr.model.TerminateJobFlowsRequest;
import software.amazon.awssdk.services.emr.model.TerminateJobFlowsResponse;

/** EMR as the function's client sees it: no idempotency, answers that may be old, clusters in pages and in no order. */
public class SimulatedEmr implements EmrClient {
    private static final long OLDEST_ANSWER = 120_000;
    private final Supplier<Account> account;

    public SimulatedEmr(Supplier<Account> account) {
        this.account = account;
    }

    @Override
    public RunJobFlowResponse runJobFlow(RunJobFlowRequest request) {
        Account world = account.get();
        Supplier<RunJobFlowResponse> now = () -> {
            world.checkers().forEach(checker -> checker.launchReceived(request));
            return RunJobFlowResponse.builder()
                    .jobFlowId(world.launch(request).id())
                    .build();
        };
        Runnable later = () -> {
            long delay = world.random().nextLong(Math.max(1, world.habits().latestLaunchMillis()));
            world.time().after(delay, SimulatedCall.unheard(now));
        };
        return world.gate()
                .through(SimulatedCall.of(site("RunJobFlow", "launch"), request.name(), now, SimulatedEmr::throttled)
                        .withLateEffect(later));
    }

    @Override
    public ListClustersResponse listClusters(ListClustersRequest request) {
        Account world = account.get();
        return world.gate()
                .through(SimulatedCall.of(
                                site("ListClusters", request.clusterStates().isEmpty() ? "search" : "sweep"),
                                "",
                                () -> page(world, request, 0),
                                SimulatedEmr::throttled)
                        .withStaleAnswer(() -> page(
                                world,
                                request,
                                1
                                        + world.random()
                                                .nextLong(Math.max(
                                                        1, world.habits().oldestListingMillis())))));
    }

    private static ListClustersResponse page(Account world, ListClustersRequest request, long age) {
        world.listed(age == 0, request.marker() == null);
        return ClusterPages.page(world, request, age);
    }

    @Override
    public DescribeClusterResponse describeCluster(DescribeClusterRequest request) {
        Account world = account.get();
        return world.gate()
                .through(SimulatedCall.of(
                                site("DescribeCluster", "look"),
                                request.clusterId(),
                                () -> describe(world, request, 0),
                                SimulatedEmr::throttled)
                        .withStaleAnswer(
                                () -> describe(world, request, world.random().nextLong(OLDEST_ANSWER))));
    }

    private static DescribeClusterResponse describe(Account world, DescribeClusterRequest request, long age) {
        Cluster cluster = world.cluster(request.clusterId()).orElseThrow(SimulatedEmr::unknown);
        ClusterView view = cluster.view(age).orElseThrow(SimulatedEmr::unknown);
        if (view.ended().isPresent()) {
            world.checkers().forEach(checker -> checker.shownGone(cluster));
        }
        return DescribeClusterResponse.builder()
                .cluster(EmrShapes.cluster(cluster, view))
                .build();
    }

    @Override
    public ListStepsResponse listSteps(ListStepsRequest request) {
        Account world = account.get();
        return world.gate()
                .through(SimulatedCall.of(
                                site("ListSteps", "look"),
                                request.clusterId(),
                                () -> steps(world, request, 0),
                                SimulatedEmr::throttled)
                        .withStaleAnswer(
                                () -> steps(world, request, world.random().nextLong(OLDEST_ANSWER))));
    }

    private static ListStepsResponse steps(Account world, ListStepsRequest request, long age) {
        Cluster cluster = world.cluster(request.clusterId()).orElseThrow(SimulatedEmr::unknown);
        ClusterView view = cluster.view(age).orElseThrow(SimulatedEmr::unknown);
        return ListStepsResponse.builder().steps(EmrShapes.step(cluster, view)).build();
    }

    @Override
    public TerminateJobFlowsResponse terminateJobFlows(TerminateJobFlowsRequest request) {
        Account world = account.get();
        String ids = String.join(",", request.jobFlowIds());
        return world.gate()
                .through(SimulatedCall.of(
                        site("TerminateJobFlows", "stop"),
                        ids,
                        () -> {
                            List<Cluster> meant = new ArrayList<>();
                            request.jobFlowIds()
                                    .forEach(id -> meant.add(world.cluster(id).orElseThrow(SimulatedEmr::unknown)));
                            meant.forEach(cluster -> cluster.terminate(Cause.CONTROL_PLANE));
                            return TerminateJobFlowsResponse.builder().build();
                        },
                        SimulatedEmr::throttled));
    }

    private static FaultPoint site(String operation, String purpose) {
        return new FaultPoint("emr." + operation, purpose);
    }

    private static InvalidRequestException unknown() {
        return InvalidRequestException.builder()
                .statusCode(400)
                .message("Cluster id is not valid.")
                .awsErrorDetails(details("InvalidRequestException", "Cluster id is not valid."))
                .build();
    }

    private static RuntimeException throttled() {
        return EmrException.builder()
                .statusCode(400)
                .message("Rate exceeded")
                .awsErrorDetails(details("ThrottlingException", "Rate exceeded"))
                .build();
    }

    private static AwsErrorDetails details(String code, String message) {
        return AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .serviceName("Emr")
                .build();
    }

    @Override
    public String serviceName() {
        return "elasticmapreduce";
    }

    @Override
    public void close() {}
}
