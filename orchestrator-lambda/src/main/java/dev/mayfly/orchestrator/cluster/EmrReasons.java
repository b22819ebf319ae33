package dev.mayfly.orchestrator.cluster;

import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.ClusterStatus.EndCause;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReason;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReasonCode;
import software.amazon.awssdk.services.emr.model.ClusterStatus;
import software.amazon.awssdk.services.emr.model.ErrorDetail;

/**
 * What EMR's words about a cluster mean for the next action. The error code of {@code ErrorDetails} decides where there is
 * one, since its text is documented to change; then the words, as EMR has one code for a quota, a full subnet and a typing mistake;
 * then {@code StateChangeReason.Code}. Source: EMR Management Guide, "Error codes with ErrorDetail information" and
 * "Common errors in Amazon EMR"; EC2 API reference, "Error codes".
 */
final class EmrReasons {
    private static final Set<String> THROTTLES =
            Set.of("ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded");

    private static final Pattern QUOTA = words(
            "vcpu ?limit",
            "vcpu capacity than",
            "VcpuLimitExceeded",
            "InstanceLimitExceeded",
            "MaxSpotInstanceCountExceeded",
            "VolumeLimitExceeded",
            "max spot instance count",
            "ec2 quota",
            "(service|account|instances?|spot) (quota|limit)s? (has been |have been |was |is )?(exceeded|reached)",
            "exceed\\w* (your |the |an? )?([\\w'-]+ ){0,5}(quota|limit)",
            "number of (running )?instances .*exceed",
            "requested more (vcpu capacity|instances|spot instances)");

    private static final Pattern CAPACITY = words(
            "insufficient\\S* ?.*capacity",
            "(do|does) not have (sufficient|enough) .*capacity",
            "(out of|not enough|no) (spot |instance |ec2 )?capacity",
            "capacity-not-available",
            "UnfulfillableCapacity",
            "provisioning timed out",
            "could not reach its target capacity",
            "SpotMaxPriceTooLow",
            "spot (price|bid) .*(low|higher|exceed|increase)");

    private static final Pattern ADDRESSES = words(
            "not enough free addresses",
            "insufficient free addresses",
            "InsufficientFreeAddressesInSubnet",
            "no free (private )?(ip )?addresses",
            "not (have )?enough (free |available )?ip addresses");

    private static final Pattern TYPE_NOT_OFFERED = words(
            "instance type .*(not|un)[ -]?(supported|available|offered)",
            "(not|un)[ -]?(supported|available|offered) in (the|your) (requested )?(availability zone|region|subnet)",
            "\\bUnsupported(Operation)?\\b");

    static EndCause endCause(ClusterStatus status) {
        Optional<EndCause> detailed = status.errorDetails().stream()
                .map(ErrorDetail::errorCode)
                .flatMap(code -> byErrorCode(code).stream())
                .findFirst();
        return detailed.orElseGet(() -> byReason(status.stateChangeReason()));
    }

    private static Optional<EndCause> byErrorCode(String code) {
        if (code == null) {
            return Optional.empty();
        }
        String upper = code.toUpperCase(Locale.ROOT);
        if (upper.contains("CAPACITY") || upper.contains("SPOT_") || upper.contains("INSTANCE_TYPE_NOT_SUPPORTED")) {
            return Optional.of(EndCause.CAPACITY);
        }
        if (upper.contains("LIMIT_EXCEEDED") || upper.contains("QUOTA")) {
            return Optional.of(EndCause.QUOTA);
        }
        if (upper.startsWith("BOOTSTRAP_FAILURE")) {
            return Optional.of(EndCause.BOOTSTRAP);
        }
        return upper.startsWith("VALIDATION_ERROR") ? Optional.of(EndCause.VALIDATION) : Optional.empty();
    }

    private static EndCause byReason(ClusterStateChangeReason reason) {
        if (reason == null) {
            return EndCause.UNKNOWN;
        }
        String message = reason.message() == null ? "" : reason.message();
        ClusterStateChangeReasonCode code =
                reason.code() == null ? ClusterStateChangeReasonCode.UNKNOWN_TO_SDK_VERSION : reason.code();
        return switch (code) {
            case BOOTSTRAP_FAILURE -> EndCause.BOOTSTRAP;
            case INSTANCE_FLEET_TIMEOUT -> EndCause.CAPACITY;
            case USER_REQUEST -> EndCause.USER_REQUEST;
            case STEP_FAILURE -> EndCause.STEP_FAILURE;
            case ALL_STEPS_COMPLETED -> EndCause.NO_STEP_LEFT;
            case INSTANCE_FAILURE -> EndCause.INSTANCE;
            case VALIDATION_ERROR -> byWords(message).orElse(EndCause.VALIDATION);
            case INTERNAL_ERROR -> byWords(message).orElse(EndCause.INTERNAL);
            case UNKNOWN_TO_SDK_VERSION -> byWords(message).orElse(EndCause.UNKNOWN);
        };
    }

    private static Optional<EndCause> byWords(String message) {
        if (QUOTA.matcher(message).find()) {
            return Optional.of(EndCause.QUOTA);
        }
        boolean elsewhere = List.of(CAPACITY, ADDRESSES, TYPE_NOT_OFFERED).stream()
                .anyMatch(pattern -> pattern.matcher(message).find());
        return elsewhere ? Optional.of(EndCause.CAPACITY) : Optional.empty();
    }

    /** A refusal of RunJobFlow; a proxy or a gateway may answer without an error code, or without any words. */
    static ActionResult.LaunchRefused refusal(AwsServiceException refused) {
        String code = Optional.ofNullable(refused.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
        String words = Optional.ofNullable(refused.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .filter(text -> !text.isBlank())
                .orElse("HTTP status %d without a message".formatted(refused.statusCode()));
        return new ActionResult.LaunchRefused("EMR refused the launch: " + words, kind(code, words));
    }

    private static ActionResult.Refusal kind(String code, String words) {
        if (THROTTLES.contains(code)) {
            return ActionResult.Refusal.THROTTLED;
        }
        return byWords(code + " " + words)
                .map(cause -> cause == EndCause.QUOTA ? ActionResult.Refusal.QUOTA : ActionResult.Refusal.CAPACITY)
                .orElse(ActionResult.Refusal.INVALID);
    }

    private static Pattern words(String... alternatives) {
        return Pattern.compile(String.join("|", alternatives), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private EmrReasons() {}
}
