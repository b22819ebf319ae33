package dev.mayfly.local.events;

/** Takes an asynchronous invocation, as Lambda's own queue does; it returns before the function has run. */
public interface FunctionInvoker {
    /** Invokes by name or ARN with a JSON payload. */
    void invokeAsync(String functionNameOrArn, byte[] payload);

    /** How many such invocations wait or run. */
    int unfinished(String functionNameOrArn);
}
