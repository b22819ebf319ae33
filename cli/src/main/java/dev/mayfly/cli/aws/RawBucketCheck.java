package dev.mayfly.cli.aws;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.orchestrator.dataset.DatasetProblem;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether a bucket of the owner's tells EventBridge of its files, without which every file waits for the next tick. */
final class RawBucketCheck {
    private final Clients clients;

    RawBucketCheck(Clients clients) {
        this.clients = clients;
    }

    List<DatasetProblem> problems(String bucket) {
        try (S3Client s3 = clients.build(S3Client.builder())) {
            boolean tells = s3.getBucketNotificationConfiguration(get -> get.bucket(bucket))
                            .eventBridgeConfiguration()
                    != null;
            return tells
                    ? List.of()
                    : List.of(problem(
                            bucket,
                            "does not tell EventBridge of its files: aws s3api put-bucket-notification-configuration --bucket "
                                    + bucket
                                    + " --notification-configuration '{\"EventBridgeConfiguration\":{}}', which replaces"
                                    + " its other notifications: read them first"));
        } catch (S3Exception e) {
            return List.of(problem(
                    bucket,
                    "cannot be asked (%s): it has to be in this account and region, and s3:GetBucketNotification allowed"
                            .formatted(e.awsErrorDetails().errorCode())));
        }
    }

    private static DatasetProblem problem(String bucket, String remedy) {
        return new DatasetProblem("bucket " + bucket, 1, "notifications", remedy);
    }
}
