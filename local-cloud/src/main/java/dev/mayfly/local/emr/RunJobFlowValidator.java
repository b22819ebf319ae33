package dev.mayfly.local.emr;

import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.Validation;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.emr.model.InstanceFleetConfig;
import software.amazon.awssdk.services.emr.model.InstanceFleetType;
import software.amazon.awssdk.services.emr.model.JobFlowInstancesConfig;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.StepConfig;

/** Refuses what EMR would refuse: by its model's constraints first, then by what the parts mean together. */
final class RunJobFlowValidator {
    private static final Pattern INSTANCE_TYPE = Pattern.compile("[a-z]+[0-9]+[a-z-]*\\.(metal|(\\d{0,2}x?)large)");
    private static final int LONGEST_NAME = 256;
    private static final int MOST_STEPS = 256;
    private static final int MOST_BOOTSTRAP_ACTIONS = 16;

    static void check(RunJobFlowRequest request) {
        Validation.of()
                .required("name", request.name())
                .required("instances", request.instances())
                .length("name", request.name(), 0, LONGEST_NAME)
                .check();
        refuse(
                request.stepConcurrencyLevel() != null
                        && (request.stepConcurrencyLevel() < 1 || request.stepConcurrencyLevel() > 256),
                "Step concurrency level must be between 1 and 256.");
        refuse(request.steps().size() > MOST_STEPS, "Maximum number of steps for job flow exceeded");
        refuse(
                request.bootstrapActions().size() > MOST_BOOTSTRAP_ACTIONS,
                "Maximum number of bootstrap actions exceeded");
        refuse(request.releaseLabel() == null && request.amiVersion() == null, "Release label is required.");
        refuse(request.serviceRole() == null, "ServiceRole is required for creating cluster.");
        refuse(request.jobFlowRole() == null, "InstanceProfile is required for creating cluster.");
        instances(request.instances());
        request.steps().forEach(RunJobFlowValidator::step);
        request.bootstrapActions()
                .forEach(action -> Validation.of()
                        .required("bootstrapActions.name", action.name())
                        .required("bootstrapActions.scriptBootstrapAction", action.scriptBootstrapAction())
                        .check());
        if (request.autoTerminationPolicy() != null) {
            Long idle = request.autoTerminationPolicy().idleTimeout();
            refuse(
                    idle != null && (idle < 60 || idle > 604_800),
                    "Idle timeout must be between 60 and 604800 seconds.");
        }
    }

    static void step(StepConfig step) {
        Validation.of()
                .required("steps.name", step.name())
                .required("steps.hadoopJarStep", step.hadoopJarStep())
                .check();
        Validation.of()
                .required("steps.hadoopJarStep.jar", step.hadoopJarStep().jar())
                .check();
    }

    private static void instances(JobFlowInstancesConfig instances) {
        boolean fleets = !instances.instanceFleets().isEmpty();
        boolean groups = !instances.instanceGroups().isEmpty() || instances.masterInstanceType() != null;
        refuse(fleets && groups, "Instance fleets and instance groups are mutually exclusive.");
        refuse(!fleets && !groups, "You must specify instance fleets, instance groups or instance types.");
        if (fleets) {
            long masters = instances.instanceFleets().stream()
                    .filter(fleet -> fleet.instanceFleetType() == InstanceFleetType.MASTER)
                    .count();
            refuse(masters != 1, "A cluster must have exactly one MASTER instance fleet.");
        }
        instances.instanceFleets().forEach(RunJobFlowValidator::fleet);
        Stream<String> types = Stream.of(
                        instances.instanceFleets().stream()
                                .flatMap(fleet -> fleet.instanceTypeConfigs().stream())
                                .map(config -> config.instanceType()),
                        instances.instanceGroups().stream().map(group -> group.instanceType()),
                        Stream.of(instances.masterInstanceType(), instances.slaveInstanceType())
                                .filter(type -> type != null))
                .flatMap(each -> each);
        List<String> wrong =
                types.filter(type -> !INSTANCE_TYPE.matcher(type).matches()).toList();
        refuse(!wrong.isEmpty(), "The following instance types are not supported: " + wrong);
    }

    private static void fleet(InstanceFleetConfig fleet) {
        Validation.of()
                .required("instances.instanceFleets.instanceFleetType", fleet.instanceFleetTypeAsString())
                .check();
        int onDemand = fleet.targetOnDemandCapacity() == null ? 0 : fleet.targetOnDemandCapacity();
        int spot = fleet.targetSpotCapacity() == null ? 0 : fleet.targetSpotCapacity();
        refuse(
                onDemand + spot < 1,
                "At least one of targetSpotCapacity and targetOnDemandCapacity should be greater than 0.");
        refuse(fleet.instanceTypeConfigs().isEmpty(), "An instance fleet must have at least one instance type.");
        refuse(
                fleet.instanceFleetType() == InstanceFleetType.MASTER && onDemand + spot != 1,
                "The MASTER instance fleet must have a target capacity of exactly 1.");
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new AwsError(400, "ValidationException", message);
        }
    }

    private RunJobFlowValidator() {}
}
