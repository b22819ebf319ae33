package dev.mayfly.local.lambda;

import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.SdkJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/** What a deployed function becomes when somebody deploys again; what a request leaves out stays as it is. */
final class FunctionUpdates {
    private FunctionUpdates() {}

    /** Other code; the zip has to be in the request. */
    static FunctionDefinition code(FunctionDefinition now, byte[] body, Path folder) {
        UpdateFunctionCodeRequest request = SdkJson.read(body, UpdateFunctionCodeRequest.builder());
        if (request.zipFile() == null) {
            throw new AwsError(
                    400,
                    "InvalidParameterValueException",
                    "the embedded lambda takes code as ZipFile and no other way");
        }
        try {
            Path zip = Files.createTempFile(folder, now.name() + "-", ".zip");
            Files.write(zip, request.zipFile().asByteArray());
            return with(now, now.handler(), zip, now.timeout(), now.memoryMegabytes(), now.environment());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Other settings. */
    static FunctionDefinition configuration(FunctionDefinition now, byte[] body) {
        UpdateFunctionConfigurationRequest request = SdkJson.read(body, UpdateFunctionConfigurationRequest.builder());
        try {
            return with(
                    now,
                    Optional.ofNullable(request.handler()).orElse(now.handler()),
                    now.zip(),
                    Optional.ofNullable(request.timeout())
                            .map(Duration::ofSeconds)
                            .orElse(now.timeout()),
                    Optional.ofNullable(request.memorySize()).orElse(now.memoryMegabytes()),
                    request.environment() == null
                            ? now.environment()
                            : request.environment().variables());
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "InvalidParameterValueException", e.getMessage());
        }
    }

    private static FunctionDefinition with(
            FunctionDefinition now,
            String handler,
            Path zip,
            Duration timeout,
            int memoryMegabytes,
            Map<String, String> environment) {
        return new FunctionDefinition(
                now.name(), handler, zip, timeout, memoryMegabytes, environment, now.asyncRetries(), now.asyncMaxAge());
    }
}
