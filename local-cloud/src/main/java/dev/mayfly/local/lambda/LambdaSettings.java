package dev.mayfly.local.lambda;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;

/**
 * How the embedded Lambda differs from the real one: environments at a time, how long one may take to start (10 s on AWS), when a failed asynchronous invocation is tried again (1 min on AWS, twice that the second time),
 * whether a debugger may attach, which lifts the time limits, whether the plain Java loop takes the place of AWS's runtime
 * interface client, which exists for Linux alone, a heap in megabytes, where it is not to follow from the function's memory, and how
 * many processes share each processor: on AWS none is shared, so the limits on starting and on an invocation are as much longer here.
 */
public record LambdaSettings(
        int environments,
        Duration initLimit,
        Duration retryDelay,
        OptionalInt debugPort,
        boolean plainLoop,
        OptionalInt heapMegabytes,
        DoubleSupplier load) {
    /** Refuses what cannot work. */
    public LambdaSettings {
        if (environments < 1) {
            throw new IllegalArgumentException("environments is " + environments + "; a function needs at least one");
        }
    }

    /**
     * When a throttled asynchronous invocation is tried again: on AWS after 1 s, then twice as long each time up to 5 min, where a
     * failed one is tried again after 1 min.
     */
    Duration throttleDelay(int times) {
        Duration longest = retryDelay.multipliedBy(5);
        Duration delay = retryDelay.multipliedBy(1L << Math.min(times - 1, 20)).dividedBy(60);
        return delay.compareTo(longest) < 0 ? delay : longest;
    }

    /** Three environments, and retries within seconds. */
    public static LambdaSettings quick() {
        return new LambdaSettings(
                3,
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                OptionalInt.empty(),
                !System.getProperty("os.name").startsWith("Linux"),
                OptionalInt.empty(),
                MachineLoad::processesPerProcessor);
    }

    /** The same, one environment at a time, waiting for a debugger on a port of this machine. */
    public LambdaSettings debug(int port) {
        return new LambdaSettings(1, initLimit, retryDelay, OptionalInt.of(port), plainLoop, heapMegabytes, load);
    }

    /** The same with a heap of its own, to show what a function does without more. */
    public LambdaSettings withHeap(int megabytes) {
        return new LambdaSettings(
                environments, initLimit, retryDelay, debugPort, plainLoop, OptionalInt.of(megabytes), load);
    }
}
