package dev.mayfly.local.glue;

import dev.mayfly.local.http.AwsError;
import software.amazon.awssdk.services.glue.model.ErrorDetail;

/** Glue's refusals by their own names. */
final class GlueErrors {
    private GlueErrors() {}

    static AwsError notFound(String message) {
        return new AwsError(400, "EntityNotFoundException", message);
    }

    static AwsError alreadyExists(String message) {
        return new AwsError(400, "AlreadyExistsException", message);
    }

    static AwsError invalid(String message) {
        return new AwsError(400, "InvalidInputException", message);
    }

    static AwsError concurrent(String message) {
        return new AwsError(400, "ConcurrentModificationException", message);
    }

    static ErrorDetail detail(AwsError error) {
        return ErrorDetail.builder()
                .errorCode(error.code())
                .errorMessage(error.getMessage())
                .build();
    }
}
