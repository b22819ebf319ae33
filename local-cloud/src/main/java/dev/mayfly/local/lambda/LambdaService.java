package dev.mayfly.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mayfly.local.events.FunctionInvoker;
import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.AwsRequest;
import dev.mayfly.local.http.AwsResponse;
import dev.mayfly.local.http.AwsService;
import dev.mayfly.local.http.SdkJson;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda on the front port: what is deployed can be listed and invoked, to wait for it or not. */
public final class LambdaService implements AwsService, FunctionInvoker, AutoCloseable {
    private static final Pattern PATH =
            Pattern.compile("/2015-03-31/functions/?(?:([^/]+)(/code|/configuration|/invocations)?)?");
    private static final int LARGEST_REQUEST = 6 * 1024 * 1024;
    private static final int LARGEST_EVENT = 1024 * 1024;

    private final Path folder;
    private final URI endpoint;
    private final LambdaSettings settings;
    private final Clock clock;
    private final Map<String, FunctionHost> hosts = new ConcurrentHashMap<>();
    private final Map<String, AsyncQueue> queues = new ConcurrentHashMap<>();

    private final List<EventSourcePoller> feeds = new CopyOnWriteArrayList<>();

    public LambdaService(Path folder, URI endpoint, LambdaSettings settings, Clock clock) {
        this.folder = folder;
        this.endpoint = endpoint;
        this.settings = settings;
        this.clock = clock;
    }

    /** Deploys a function; asynchronous invocations that an earlier life left in the folder run again. */
    public FunctionHost deploy(FunctionDefinition function) {
        Path own = folder.resolve(function.name());
        FunctionHost host = new FunctionHost(function, settings, own, endpoint, clock);
        hosts.put(function.name(), host);
        queues.put(function.name(), new AsyncQueue(host, own.resolve("queue"), settings, clock));
        return host;
    }

    /** Feeds a deployed function from a queue; call it when the queue is served. */
    public void feed(String functionNameOrArn, EventSourceMapping source) {
        feeds.add(new EventSourcePoller(source, function(functionNameOrArn), endpoint, clock));
    }

    /** A deployed function by name or ARN. */
    public FunctionHost function(String nameOrArn) {
        String name = FunctionNames.name(nameOrArn);
        FunctionHost host = hosts.get(name);
        if (host == null) {
            throw new AwsError(404, "ResourceNotFoundException", "Function not found: " + FunctionNames.arn(name));
        }
        return host;
    }

    @Override
    public void invokeAsync(String functionNameOrArn, byte[] payload) {
        String name = function(functionNameOrArn).function().name();
        queues.get(name).add(Invocation.of(payload));
    }

    @Override
    public int unfinished(String functionNameOrArn) {
        return queues.get(function(functionNameOrArn).function().name()).unfinished();
    }

    @Override
    public String signingName() {
        return "lambda";
    }

    @Override
    public AwsResponse handle(AwsRequest request) {
        try {
            Matcher path = PATH.matcher(request.path());
            if (!path.matches()) {
                throw new AwsError(
                        404, "UnknownOperationException", "the embedded lambda does not know " + request.path());
            }
            Optional<String> name = Optional.ofNullable(path.group(1))
                    .map(encoded -> URLDecoder.decode(encoded, StandardCharsets.UTF_8));
            String about = Optional.ofNullable(path.group(2)).orElse("");
            return answer(request, name, request.method() + about);
        } catch (AwsError e) {
            return refusal(e);
        }
    }

    private AwsResponse answer(AwsRequest request, Optional<String> name, String what) {
        if (name.isEmpty() && what.equals("GET")) {
            return json(FunctionViews.list(hosts.values()));
        }
        if (name.isPresent() && what.equals("GET")) {
            return json(FunctionViews.function(function(name.get())));
        }
        if (name.isPresent() && what.equals("GET/configuration")) {
            return json(FunctionViews.configuration(function(name.get())));
        }
        if (name.isPresent() && what.equals("POST/invocations")) {
            return invoke(request, function(name.get()));
        }
        if (name.isPresent() && what.equals("PUT/code")) {
            FunctionHost host = function(name.get());
            host.redeploy(FunctionUpdates.code(host.function(), request.body(), folder));
            return json(FunctionViews.configuration(host));
        }
        if (name.isPresent() && what.equals("PUT/configuration")) {
            FunctionHost host = function(name.get());
            host.redeploy(FunctionUpdates.configuration(host.function(), request.body()));
            return json(FunctionViews.configuration(host));
        }
        throw new AwsError(
                404,
                "UnknownOperationException",
                "the embedded lambda does not know " + request.method() + " " + request.path()
                        + "; it knows UpdateFunctionCode, UpdateFunctionConfiguration, Invoke, GetFunction, GetFunctionConfiguration, ListFunctions");
    }

    private AwsResponse invoke(AwsRequest request, FunctionHost host) {
        byte[] payload = request.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : request.body();
        String type = request.headers().getOrDefault("x-amz-invocation-type", "RequestResponse");
        int largest = type.equals("Event") ? LARGEST_EVENT : LARGEST_REQUEST;
        if (payload.length > largest) {
            throw new AwsError(
                    413,
                    "RequestTooLargeException",
                    "Request must be smaller than " + largest + " bytes for the InvokeFunction operation");
        }
        try {
            SdkJson.tree(payload);
        } catch (AwsError e) {
            throw new AwsError(
                    400, "InvalidRequestContentException", "Could not parse request body into json: " + e.getMessage());
        }
        return switch (type) {
            case "DryRun" -> new AwsResponse(204, Map.of(), new byte[0]);
            case "Event" -> {
                invokeAsync(host.function().name(), payload);
                yield new AwsResponse(202, Map.of(), new byte[0]);
            }
            case "RequestResponse" -> waitFor(request, host, payload);
            default ->
                throw new AwsError(
                        400,
                        "InvalidParameterValueException",
                        "Invocation type '" + type + "' is none of Event, RequestResponse, DryRun");
        };
    }

    private static AwsResponse waitFor(AwsRequest request, FunctionHost host, byte[] payload) {
        FunctionHost.Completed completed;
        try {
            completed = host.tryInvoke(Invocation.of(payload))
                    .orElseThrow(() -> new AwsError(429, "TooManyRequestsException", "Rate Exceeded."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsError(500, "ServiceException", "the embedded lambda is closing");
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        headers.put("x-amz-executed-version", "$LATEST");
        if (completed.outcome() instanceof Outcome.Failed) {
            headers.put("x-amz-function-error", "Unhandled");
        }
        if ("Tail".equals(request.headers().get("x-amz-log-type"))) {
            headers.put("x-amz-log-result", Base64.getEncoder().encodeToString(completed.logTail()));
        }
        return new AwsResponse(200, headers, completed.outcome().payload());
    }

    private static AwsResponse json(byte[] body) {
        return new AwsResponse(200, Map.of("content-type", "application/json"), body);
    }

    private static AwsResponse refusal(AwsError error) {
        return new AwsResponse(
                error.status(),
                Map.of("content-type", "application/json", "x-amzn-errortype", error.code()),
                SdkJson.bytes(JsonNodeFactory.instance
                        .objectNode()
                        .put("Type", error.status() < 500 ? "User" : "Service")
                        .put("Message", error.getMessage())));
    }

    @Override
    public void close() {
        feeds.forEach(EventSourcePoller::close);
        queues.values().forEach(AsyncQueue::close);
        hosts.values().forEach(FunctionHost::close);
    }
}
