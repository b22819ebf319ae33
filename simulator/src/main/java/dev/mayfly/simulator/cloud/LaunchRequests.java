package dev.mayfly.simulator.cloud;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.emr.model.BootstrapActionConfig;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReasonCode;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/** What EMR and the node read in a request, and how EMR words its ends. */
public final class LaunchRequests {
    /** When the node powers itself off. */
    static Optional<Instant> deadManAt(RunJobFlowRequest request) {
        for (BootstrapActionConfig action : request.bootstrapActions()) {
            Optional<String> seconds = after(action.scriptBootstrapAction().args(), "--at");
            if (seconds.isPresent()) {
                return seconds.map(Long::valueOf).map(Instant::ofEpochSecond);
            }
        }
        return Optional.empty();
    }

    /** The plan that the step is given. */
    public static Optional<URI> plan(RunJobFlowRequest request) {
        return argument(request, "--plan").map(URI::create);
    }

    /** What the step is given under a name. */
    static Optional<String> argument(RunJobFlowRequest request, String name) {
        return request.steps().stream()
                .findFirst()
                .flatMap(step -> after(step.hadoopJarStep().args(), name));
    }

    private static Optional<String> after(List<String> args, String name) {
        int at = args.indexOf(name);
        return at < 0 || at + 1 == args.size() ? Optional.empty() : Optional.of(args.get(at + 1));
    }

    static ClusterStateChangeReasonCode code(Cause why) {
        return switch (why) {
            case STEP_DONE -> ClusterStateChangeReasonCode.ALL_STEPS_COMPLETED;
            case STEP_FAILED -> ClusterStateChangeReasonCode.STEP_FAILURE;
            case NO_CAPACITY -> ClusterStateChangeReasonCode.INSTANCE_FLEET_TIMEOUT;
            case NO_ADDRESSES, QUOTA, INVALID -> ClusterStateChangeReasonCode.VALIDATION_ERROR;
            case EMR_ERROR -> ClusterStateChangeReasonCode.INTERNAL_ERROR;
            case BOOTSTRAP -> ClusterStateChangeReasonCode.BOOTSTRAP_FAILURE;
            case NODE_LOST, DEAD_MAN -> ClusterStateChangeReasonCode.INSTANCE_FAILURE;
            case CONTROL_PLANE, SCHEDULE, PERSON, CLEANING_UP -> ClusterStateChangeReasonCode.USER_REQUEST;
        };
    }

    static String words(Cause why, Optional<String> subnet) {
        return switch (why) {
            case STEP_DONE -> "Steps completed";
            case STEP_FAILED -> "Shut down as step failed";
            case NO_CAPACITY -> "The requested instances could not be provisioned";
            case NO_ADDRESSES ->
                "There are not enough free addresses in subnet %s".formatted(subnet.orElse("of the default network"));
            case QUOTA -> "You have requested more vCPU capacity than your current vCPU limit of 32 allows";
            case INVALID -> "The supplied security configuration is invalid";
            case EMR_ERROR -> "Failed to start the job flow due to an internal error";
            case BOOTSTRAP -> "On the master instance (i-0), bootstrap action 1 returned a non-zero return code";
            case NODE_LOST, DEAD_MAN -> "The master instance was terminated";
            case CONTROL_PLANE, SCHEDULE, PERSON, CLEANING_UP -> "Terminated by user request";
        };
    }

    static boolean withErrors(Cause why) {
        return switch (why) {
            case NO_CAPACITY, NO_ADDRESSES, QUOTA, INVALID, EMR_ERROR, BOOTSTRAP, STEP_FAILED, NODE_LOST, DEAD_MAN ->
                true;
            case STEP_DONE, CONTROL_PLANE, SCHEDULE, PERSON, CLEANING_UP -> false;
        };
    }

    private LaunchRequests() {}
}
