package dev.mayfly.simulator.fault;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.emr.model.EmrException;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;

/** How services word that they will never do what is asked, as their own clients hand it on. */
final class Refusal {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;

    /** There is no permission for it. */
    static RuntimeException denied(FaultPoint site) {
        String service = site.operation().substring(0, site.operation().indexOf('.'));
        String words = "not authorized to perform " + site.operation();
        return switch (service) {
            case "s3" -> of(S3Exception.builder(), FORBIDDEN, "AccessDenied", "Access Denied");
            case "emr" -> of(EmrException.builder(), BAD_REQUEST, "AccessDeniedException", words);
            case "glue" -> of(AccessDeniedException.builder(), BAD_REQUEST, "AccessDeniedException", words);
            case "scheduler" -> of(SchedulerException.builder(), FORBIDDEN, "AccessDeniedException", words);
            case "sns" -> of(AuthorizationErrorException.builder(), FORBIDDEN, "AuthorizationError", words);
            case "events" -> of(EventBridgeException.builder(), BAD_REQUEST, "AccessDeniedException", words);
            default -> throw new IllegalStateException("nobody knows how " + service + " denies");
        };
    }

    /** EMR cannot make such a cluster. */
    static RuntimeException invalid() {
        return of(
                EmrException.builder(),
                BAD_REQUEST,
                "ValidationException",
                "The VPC/subnet configuration was invalid: Subnet is required : The specified instance type m7g.xlarge can only be used in a VPC");
    }

    private static RuntimeException of(AwsServiceException.Builder error, int status, String code, String message) {
        return error.statusCode(status)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    private Refusal() {}
}
