package dev.mayfly.cli.bench.coldstart;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.mayfly.local.lambda.RuntimeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** Starts the deployed function in AWS's runtime interface client, as java21 does, and has it answer one tick. */
final class FunctionStart {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private final Deployed deployed;
    private final AwsStub aws;
    private final Path log;
    private final String classPath;
    private final List<String> library;

    FunctionStart(Deployed deployed, AwsStub aws, Path log) throws IOException {
        this.deployed = deployed;
        this.aws = aws;
        this.log = log;
        this.classPath = deployed.classPath(
                AWSLambda.class, LambdaRuntime.class, PojoSerializer.class, SdkInternalThreadLocal.class);
        this.library = RuntimeLibrary.options(log.resolveSibling("runtime"));
    }

    /** A process that was initialised, as for a snapshot, and then asked as its restored copy is. */
    record Restored(List<String> callsBeforeTheSnapshot, Sample sample) {}

    Sample once() throws IOException, InterruptedException {
        return started("on-demand", () -> {});
    }

    Restored restored() throws IOException, InterruptedException {
        List<String> before = new ArrayList<>();
        Sample sample = started("snap-start", () -> before.addAll(aws.taken()));
        return new Restored(before, sample);
    }

    private Sample started(String initialization, Runnable atRestore) throws IOException, InterruptedException {
        try (OneInvocation invocation = new OneInvocation(atRestore)) {
            long started = System.nanoTime();
            Process process = process(invocation.address(), initialization);
            CompletableFuture<Void> unused = process.onExit().thenRun(invocation::gone);
            try {
                String answer = invocation.done().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                Duration wall = Duration.ofNanos(System.nanoTime() - started);
                if (!answer.contains("\"ok\":true")) {
                    throw new IllegalStateException("the function answered " + answer + "; its log is " + log);
                }
                return new Sample(ProcessCpu.of(process), wall, aws.taken());
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("the function did not come up: %s; its log is %s".formatted(e, log), e);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private Process process(String runtimeApi, String initialization) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx" + deployed.function().memoryMb() * 85 / 100 + "m",
                "-cp",
                classPath,
                AWSLambda.class.getName(),
                deployed.function().handler()));
        command.addAll(command.indexOf("-cp"), library);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(deployed.taskRoot().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().retainAll(List.of("PATH"));
        variables.putAll(StubCredentials.variables(aws.endpoint()));
        variables.put("_HANDLER", deployed.function().handler());
        variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        variables.put("AWS_LAMBDA_FUNCTION_NAME", deployed.function().name());
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization);
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
        variables.put("LAMBDA_TASK_ROOT", deployed.taskRoot().toString());
        variables.putAll(deployed.function().environment());
        return builder.start();
    }
}
