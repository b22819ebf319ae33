package dev.mayfly.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.UserFault;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Runs a handler where AWS's runtime interface client, whose HTTP client is a Linux library, cannot: the same loop in plain Java. */
public final class PlainRuntimeLoop {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

    private PlainRuntimeLoop() {}

    /** Serves until the Runtime API is gone; the one argument names the handler. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new PlainRuntimeLoop().serve(arguments[0]);
    }

    private void serve(String name) throws IOException, InterruptedException {
        LambdaRequestHandler handler;
        try {
            handler = EventHandlerLoader.loadEventHandler(
                    HandlerInfo.fromString(name, Thread.currentThread().getContextClassLoader()));
        } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
            post("init/error", error(e));
            System.exit(1);
            return;
        }
        while (true) {
            InvocationRequest request = next();
            String path = "invocation/" + request.getId();
            byte[] answer;
            try {
                answer = handler.call(request).toByteArray();
            } catch (Exception | LinkageError e) {
                post(path + "/error", error(e));
                continue;
            }
            post(path + "/response", answer);
        }
    }

    private InvocationRequest next() throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(base + "invocation/next")).build(), BodyHandlers.ofByteArray());
        InvocationRequest request = new InvocationRequest();
        request.setId(header(response, "Lambda-Runtime-Aws-Request-Id"));
        request.setDeadlineTimeInMs(Long.parseLong(header(response, "Lambda-Runtime-Deadline-Ms")));
        request.setInvokedFunctionArn(header(response, "Lambda-Runtime-Invoked-Function-Arn"));
        request.setContent(response.body());
        return request;
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    private static byte[] error(Throwable thrown) {
        UserFault fault = thrown instanceof UserFault already ? already : UserFault.makeUserFault(thrown);
        System.err.println(fault.reportableError());
        return ("{\"errorType\":" + quoted(fault.exception) + ",\"errorMessage\":" + quoted(fault.msg) + "}")
                .getBytes(UTF_8);
    }

    /** By hand: nothing but the function's own class path is here. */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        String.valueOf(text).chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }

    private void post(String path, byte[] body) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.discarding());
    }
}
