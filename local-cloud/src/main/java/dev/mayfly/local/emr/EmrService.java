package dev.mayfly.local.emr;

import dev.mayfly.local.events.EventBus;
import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.JsonService;
import dev.mayfly.local.http.Validation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.services.emr.model.AddJobFlowStepsRequest;
import software.amazon.awssdk.services.emr.model.AddJobFlowStepsResponse;
import software.amazon.awssdk.services.emr.model.ClusterSummary;
import software.amazon.awssdk.services.emr.model.DescribeClusterRequest;
import software.amazon.awssdk.services.emr.model.DescribeClusterResponse;
import software.amazon.awssdk.services.emr.model.DescribeStepRequest;
import software.amazon.awssdk.services.emr.model.DescribeStepResponse;
import software.amazon.awssdk.services.emr.model.ListBootstrapActionsRequest;
import software.amazon.awssdk.services.emr.model.ListBootstrapActionsResponse;
import software.amazon.awssdk.services.emr.model.ListClustersRequest;
import software.amazon.awssdk.services.emr.model.ListClustersResponse;
import software.amazon.awssdk.services.emr.model.ListInstanceFleetsRequest;
import software.amazon.awssdk.services.emr.model.ListInstancesRequest;
import software.amazon.awssdk.services.emr.model.ListStepsRequest;
import software.amazon.awssdk.services.emr.model.ListStepsResponse;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.RunJobFlowResponse;
import software.amazon.awssdk.services.emr.model.SetTerminationProtectionRequest;
import software.amazon.awssdk.services.emr.model.SetTerminationProtectionResponse;
import software.amazon.awssdk.services.emr.model.Step;
import software.amazon.awssdk.services.emr.model.StepSummary;
import software.amazon.awssdk.services.emr.model.TerminateJobFlowsRequest;
import software.amazon.awssdk.services.emr.model.TerminateJobFlowsResponse;

/** EMR as its clients see it: clusters of one machine, whose scripts and Spark steps are real processes. */
public final class EmrService extends JsonService implements AutoCloseable {
    private static final int MOST_IDS = 10;
    private final ClusterRegistry hall;

    EmrService(ClusterRegistry hall) {
        super("elasticmapreduce", "1.1");
        this.hall = hall;
        operation("RunJobFlow", RunJobFlowRequest::builder, this::runJobFlow);
        operation("DescribeCluster", DescribeClusterRequest::builder, this::describeCluster);
        operation("ListClusters", ListClustersRequest::builder, this::listClusters);
        operation("ListSteps", ListStepsRequest::builder, this::listSteps);
        operation("DescribeStep", DescribeStepRequest::builder, this::describeStep);
        operation("AddJobFlowSteps", AddJobFlowStepsRequest::builder, this::addJobFlowSteps);
        operation("TerminateJobFlows", TerminateJobFlowsRequest::builder, this::terminateJobFlows);
        operation("SetTerminationProtection", SetTerminationProtectionRequest::builder, this::protect);
        operation("ListBootstrapActions", ListBootstrapActionsRequest::builder, this::listBootstrapActions);
        operation(
                "ListInstances",
                ListInstancesRequest::builder,
                request -> EmrInstances.list(cluster(request.clusterId()), request.marker()));
        operation(
                "ListInstanceFleets",
                ListInstanceFleetsRequest::builder,
                request -> EmrInstances.fleets(cluster(request.clusterId())));
    }

    /** EMR on a folder, calling S3 at the cloud's own endpoint. */
    public static EmrService on(Path folder, URI endpoint, EmrSettings settings, EventBus bus, Clock clock) {
        return new EmrService(
                new ClusterRegistry(folder, endpoint, settings, bus, new SparkStepRunner(settings), clock));
    }

    private EmrCluster cluster(String id) {
        return hall.cluster(id);
    }

    private RunJobFlowResponse runJobFlow(RunJobFlowRequest request) {
        EmrCluster cluster = hall.launch(request);
        return RunJobFlowResponse.builder()
                .jobFlowId(cluster.id())
                .clusterArn(cluster.description().clusterArn())
                .build();
    }

    private DescribeClusterResponse describeCluster(DescribeClusterRequest request) {
        Validation.of().required("clusterId", request.clusterId()).check();
        return DescribeClusterResponse.builder()
                .cluster(cluster(request.clusterId()).description())
                .build();
    }

    private ListClustersResponse listClusters(ListClustersRequest request) {
        List<ClusterSummary> wanted = hall.all().stream()
                .map(EmrCluster::description)
                .filter(cluster -> request.clusterStatesAsStrings().isEmpty()
                        || request.clusterStatesAsStrings()
                                .contains(cluster.status().stateAsString()))
                .filter(cluster -> request.createdAfter() == null
                        || !cluster.status().timeline().creationDateTime().isBefore(request.createdAfter()))
                .filter(cluster -> request.createdBefore() == null
                        || !cluster.status().timeline().creationDateTime().isAfter(request.createdBefore()))
                .map(cluster -> ClusterSummary.builder()
                        .id(cluster.id())
                        .name(cluster.name())
                        .clusterArn(cluster.clusterArn())
                        .status(cluster.status())
                        .normalizedInstanceHours(cluster.normalizedInstanceHours())
                        .build())
                .toList();
        Pagination<ClusterSummary> pages = Pagination.of(wanted, request.marker());
        return ListClustersResponse.builder()
                .clusters(pages.page())
                .marker(pages.marker())
                .build();
    }

    private ListStepsResponse listSteps(ListStepsRequest request) {
        Validation.of().required("clusterId", request.clusterId()).check();
        if (!request.stepIds().isEmpty() && !request.stepStates().isEmpty()) {
            throw ClusterRegistry.invalid("Cannot specify both step ids and step states.");
        }
        List<Step> steps = new ArrayList<>(cluster(request.clusterId()).steps());
        // EMR lists steps in reverse order.
        Collections.reverse(steps);
        List<StepSummary> wanted = steps.stream()
                .filter(step -> request.stepIds().isEmpty() || request.stepIds().contains(step.id()))
                .filter(step -> request.stepStates().isEmpty()
                        || request.stepStates().contains(step.status().state()))
                .map(step -> StepSummary.builder()
                        .id(step.id())
                        .name(step.name())
                        .config(step.config())
                        .actionOnFailure(step.actionOnFailureAsString())
                        .status(step.status())
                        .build())
                .toList();
        Pagination<StepSummary> pages = Pagination.of(wanted, request.marker());
        return ListStepsResponse.builder()
                .steps(pages.page())
                .marker(pages.marker())
                .build();
    }

    private DescribeStepResponse describeStep(DescribeStepRequest request) {
        Validation.of()
                .required("clusterId", request.clusterId())
                .required("stepId", request.stepId())
                .check();
        Step step = cluster(request.clusterId())
                .step(request.stepId())
                .orElseThrow(() -> ClusterRegistry.invalid("Step id '%s' is not valid.".formatted(request.stepId())));
        return DescribeStepResponse.builder().step(step).build();
    }

    private AddJobFlowStepsResponse addJobFlowSteps(AddJobFlowStepsRequest request) {
        Validation.of()
                .required("jobFlowId", request.jobFlowId())
                .required("steps", request.steps())
                .check();
        return AddJobFlowStepsResponse.builder()
                .stepIds(hall.addSteps(request.jobFlowId(), request.steps()))
                .build();
    }

    private TerminateJobFlowsResponse terminateJobFlows(TerminateJobFlowsRequest request) {
        Validation.of().required("jobFlowIds", request.jobFlowIds()).check();
        if (request.jobFlowIds().size() > MOST_IDS) {
            throw new AwsError(
                    400,
                    "ValidationException",
                    "No more than %d job flows may be terminated at once.".formatted(MOST_IDS));
        }
        hall.terminate(request.jobFlowIds());
        return TerminateJobFlowsResponse.builder().build();
    }

    private SetTerminationProtectionResponse protect(SetTerminationProtectionRequest request) {
        Validation.of()
                .required("jobFlowIds", request.jobFlowIds())
                .required("terminationProtected", request.terminationProtected())
                .check();
        request.jobFlowIds()
                .forEach(id -> cluster(id)
                        .change(description -> description.terminationProtected(request.terminationProtected())));
        return SetTerminationProtectionResponse.builder().build();
    }

    private ListBootstrapActionsResponse listBootstrapActions(ListBootstrapActionsRequest request) {
        Validation.of().required("clusterId", request.clusterId()).check();
        return ListBootstrapActionsResponse.builder()
                .bootstrapActions(cluster(request.clusterId()).request().bootstrapActions().stream()
                        .map(action -> software.amazon.awssdk.services.emr.model.Command.builder()
                                .name(action.name())
                                .scriptPath(action.scriptBootstrapAction().path())
                                .args(action.scriptBootstrapAction().args())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public void close() {
        hall.close();
    }
}
