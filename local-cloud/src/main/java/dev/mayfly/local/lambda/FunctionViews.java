package dev.mayfly.local.lambda;

import dev.mayfly.local.http.SdkJson;
import java.util.Collection;
import java.util.Comparator;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.State;

/** What Lambda tells about a function, in the model's own shapes. */
final class FunctionViews {
    private FunctionViews() {}

    static byte[] list(Collection<FunctionHost> hosts) {
        return SdkJson.write(ListFunctionsResponse.builder()
                .functions(hosts.stream()
                        .sorted(Comparator.comparing(host -> host.function().name()))
                        .map(FunctionViews::describe)
                        .toList())
                .build());
    }

    static byte[] function(FunctionHost host) {
        return SdkJson.write(GetFunctionResponse.builder()
                .configuration(describe(host))
                .code(code -> code.repositoryType("S3")
                        .location(host.function().zip().toUri().toString()))
                .build());
    }

    static byte[] configuration(FunctionHost host) {
        // The same members; only the name of the outermost class differs.
        return SdkJson.write(SdkJson.read(SdkJson.write(describe(host)), GetFunctionConfigurationResponse.builder()));
    }

    private static FunctionConfiguration describe(FunctionHost host) {
        FunctionDefinition function = host.function();
        return FunctionConfiguration.builder()
                .functionName(function.name())
                .functionArn(function.arn())
                .handler(function.handler())
                .runtime("java21")
                .timeout((int) function.timeout().toSeconds())
                .memorySize(function.memoryMegabytes())
                .environment(environment -> environment.variables(function.environment()))
                .packageType(PackageType.ZIP)
                .version("$LATEST")
                .state(State.ACTIVE)
                .lastUpdateStatus(LastUpdateStatus.SUCCESSFUL)
                .build();
    }
}
