package dev.mayfly.local.lambda;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** How a function's java process is started: class path, variables, and where its output goes. */
final class EnvironmentProcess {
    private final FunctionDefinition function;
    private final LambdaSettings settings;
    private final Path taskRoot;
    private final URI endpoint;
    private final List<String> library;

    EnvironmentProcess(FunctionDefinition function, LambdaSettings settings, Path taskRoot, URI endpoint) {
        this.function = function;
        this.settings = settings;
        this.taskRoot = taskRoot;
        this.endpoint = endpoint;
        this.library = settings.plainLoop() ? List.of() : RuntimeLibrary.options(taskRoot.resolveSibling("runtime"));
    }

    Process start(String runtimeApi, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(taskRoot.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> variables = builder.environment();
        // Nothing of the machine's own, least of all its credentials, reaches the function.
        variables.keySet().retainAll(List.of("PATH", "SystemRoot", "TMPDIR", "TEMP"));
        variables.putAll(variables(runtimeApi, log));
        variables.putAll(function.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        // The managed runtimes leave a share of the memory to the machine's own needs.
        command.add("-Xmx" + settings.heapMegabytes().orElse(function.memoryMegabytes() * 85 / 100) + "m");
        settings.debugPort()
                .ifPresent(port ->
                        command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port));
        command.addAll(library);
        command.add("-cp");
        command.add(classPath());
        command.add((settings.plainLoop() ? PlainRuntimeLoop.class : AWSLambda.class).getName());
        command.add(function.handler());
        return command;
    }

    private String classPath() {
        // The client's loop keeps a request's trace id in the SDK's thread-local; without it the second invocation
        // fails.
        Class<?>[] runtime = {AWSLambda.class, LambdaRuntime.class, PojoSerializer.class, SdkInternalThreadLocal.class};
        Stream<String> own = settings.plainLoop() ? Stream.of(source(PlainRuntimeLoop.class)) : Stream.empty();
        return Stream.of(
                        Stream.of(taskRoot.toString(), taskRoot.resolve("lib") + File.separator + "*"),
                        Stream.of(runtime).map(EnvironmentProcess::source),
                        own)
                .flatMap(each -> each)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String source(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private Map<String, String> variables(String runtimeApi, Path log) {
        return Map.ofEntries(
                Map.entry("_HANDLER", function.handler()),
                Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", function.name()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes())),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name()),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", log.getFileName().toString()),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java21"),
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("AWS_DEFAULT_REGION", "us-east-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                Map.entry("AWS_SESSION_TOKEN", "local"),
                Map.entry("AWS_ENDPOINT_URL", endpoint.toString()),
                Map.entry("LAMBDA_TASK_ROOT", taskRoot.toString()),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"));
    }
}
