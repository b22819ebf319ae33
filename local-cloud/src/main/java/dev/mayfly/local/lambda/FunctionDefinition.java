package dev.mayfly.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A function as a template describes it; it cannot ask for what Lambda refuses. */
public record FunctionDefinition(
        String name,
        String handler,
        Path zip,
        Duration timeout,
        int memoryMegabytes,
        Map<String, String> environment,
        int asyncRetries,
        Duration asyncMaxAge) {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** Refuses what Lambda's model refuses. */
    public FunctionDefinition {
        require(name.matches("[a-zA-Z0-9-_]{1,64}"), "name '" + name + "': take 1 to 64 letters, digits, - and _");
        require(!handler.isBlank(), "handler is empty; name a class, or class::method");
        require(
                timeout.compareTo(Duration.ofSeconds(1)) >= 0 && timeout.compareTo(LONGEST) <= 0,
                "timeout " + timeout + ": take 1 to 900 seconds");
        require(
                memoryMegabytes >= 128 && memoryMegabytes <= 10_240,
                "memory " + memoryMegabytes + " MB: take 128 to 10240");
        require(asyncRetries >= 0 && asyncRetries <= 2, "asyncRetries " + asyncRetries + ": take 0 to 2");
        require(
                asyncMaxAge.compareTo(Duration.ofMinutes(1)) >= 0 && asyncMaxAge.compareTo(Duration.ofHours(6)) <= 0,
                "asyncMaxAge " + asyncMaxAge + ": take 60 to 21600 seconds");
        environment = Map.copyOf(environment);
    }

    /** A function with Lambda's own defaults for what asynchronous invocations do. */
    public static FunctionDefinition of(
            String name, String handler, Path zip, Duration timeout, int memoryMegabytes, Map<String, String> env) {
        return new FunctionDefinition(name, handler, zip, timeout, memoryMegabytes, env, 2, Duration.ofHours(6));
    }

    String arn() {
        return FunctionNames.arn(name);
    }

    private static void require(boolean right, String problem) {
        if (!right) {
            throw new IllegalArgumentException(problem);
        }
    }
}
