package dev.mayfly.cli.mission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.deploy.Call;
import dev.mayfly.deploy.Stack;
import dev.mayfly.local.LocalCloudSettings;
import dev.mayfly.local.http.RequestLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls of the function and of nodes, told from requests as they came over the wire, as IAM would be asked about them. */
final class WireCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLACE = Stack.REGION + ":" + Stack.ACCOUNT + ":";
    private static final String TAG = "mayfly-deployment";
    private final Map<String, String> launched = new HashMap<>();

    static Stream<Call> of(List<RequestLog.Entry> entries) {
        WireCalls calls = new WireCalls();
        return entries.stream()
                .flatMap(entry -> caller(entry).stream().flatMap(caller -> calls.of(caller, entry).stream()));
    }

    /** Nodes have a key of their own; the function is told from people by its HTTP client. */
    private static Optional<Call.Caller> caller(RequestLog.Entry entry) {
        Map<String, String> headers = entry.request().headers();
        if (headers.getOrDefault("authorization", "").contains("Credential=node/")) {
            return Optional.of(new Call.Caller.Role("ClusterNodeRole"));
        }
        return headers.getOrDefault("user-agent", "").contains("UrlConnection")
                ? Optional.of(new Call.Caller.Role("OrchestratorRole"))
                : Optional.empty();
    }

    private List<Call> of(Call.Caller caller, RequestLog.Entry entry) {
        return switch (entry.service()) {
            case "s3" -> s3(caller, entry);
            case "scheduler" -> {
                String operation = entry.request().method().equals("POST") ? "CreateSchedule" : "GetSchedule";
                ObjectNode body = (ObjectNode) json(entry);
                yield json(
                        caller,
                        "scheduler",
                        operation,
                        body.put("Name", entry.request().path().replaceFirst("^/schedules/", "")));
            }
            case "sns" -> json(caller, "sns", entry.operation(), JSON.createObjectNode());
            default -> json(caller, entry.service(), entry.operation(), json(entry));
        };
    }

    /** A call of a service that is not S3, its request as the service's model writes it in JSON. */
    static List<Call> ofJson(Call.Caller caller, String service, String operation, JsonNode request) {
        WireCalls calls = new WireCalls();
        calls.launched.put(TAG, "mayfly");
        return calls.json(caller, service, operation, request);
    }

    private List<Call> json(Call.Caller caller, String service, String operation, JsonNode body) {
        return switch (service) {
            case "elasticmapreduce" -> emr(caller, operation, body);
            case "glue" -> glue(caller, operation, body);
            case "scheduler" -> scheduler(caller, operation, body);
            case "events" ->
                List.of(new Call(
                        caller,
                        "events:" + operation,
                        "arn:aws:events:" + PLACE + "event-bus/default",
                        Map.of("events:source", body.at("/Entries/0/Source").asText())));
            case "sns" ->
                List.of(new Call(caller, "sns:" + operation, "arn:aws:sns:" + PLACE + "mayfly-notices", Map.of()));
            default -> throw new IllegalStateException("nobody knows what a role needs for " + service);
        };
    }

    private static List<Call> s3(Call.Caller caller, RequestLog.Entry entry) {
        Call call = object(caller, entry);
        String source = entry.request().headers().get("x-amz-copy-source");
        return source == null
                ? List.of(call)
                : List.of(
                        call,
                        new Call(
                                caller,
                                "s3:GetObject",
                                "arn:aws:s3:::"
                                        + ours(URLDecoder.decode(source, StandardCharsets.UTF_8))
                                                .replaceFirst("^/", ""),
                                Map.of("aws:SecureTransport", "true")));
    }

    private static Call object(Call.Caller caller, RequestLog.Entry entry) {
        String path = ours(
                URLDecoder.decode(entry.request().path().substring(1).replace("+", "%2B"), StandardCharsets.UTF_8));
        String query = entry.request().query();
        boolean object = path.indexOf('/') > 0 && path.indexOf('/') < path.length() - 1;
        Map<String, String> context = new HashMap<>(Map.of("aws:SecureTransport", "true"));
        for (String condition : List.of("if-match", "if-none-match")) {
            String given = entry.request().headers().get(condition);
            if (given != null) {
                context.put("s3:" + condition, given);
            }
        }
        String action = switch (entry.request().method()) {
            case "GET" ->
                object ? reading(query) : query.startsWith("uploads") ? "ListBucketMultipartUploads" : "ListBucket";
            case "HEAD" -> object ? "GetObject" : "ListBucket";
            case "DELETE" -> query.contains("uploadId") ? "AbortMultipartUpload" : "DeleteObject";
            default -> query.startsWith("delete") ? "DeleteObject" : "PutObject";
        };
        String resource = !object && action.equals("DeleteObject") ? path.replaceAll("/$", "") + "/anything" : path;
        return new Call(caller, "s3:" + action, "arn:aws:s3:::" + resource.replaceAll("/$", ""), context);
    }

    private static String reading(String query) {
        return query.contains("uploadId") ? "ListMultipartUploadParts" : "GetObject";
    }

    private List<Call> emr(Call.Caller caller, String operation, JsonNode body) {
        String action = "elasticmapreduce:" + operation;
        if (operation.equals("RunJobFlow")) {
            Map<String, String> tags = new HashMap<>();
            body.path("Tags")
                    .forEach(tag -> tags.put(
                            "aws:RequestTag/" + tag.path("Key").asText(),
                            tag.path("Value").asText()));
            launched.put(TAG, tags.getOrDefault("aws:RequestTag/" + TAG, "none"));
            return List.of(
                    new Call(caller, action, "*", tags),
                    new Call(caller, "elasticmapreduce:AddTags", "*", tags),
                    pass(caller, body.path("ServiceRole").asText(), "elasticmapreduce.amazonaws.com"),
                    pass(
                            caller,
                            "arn:aws:iam::" + Stack.ACCOUNT + ":role/"
                                    + body.path("JobFlowRole").asText(),
                            "ec2.amazonaws.com"));
        }
        if (operation.equals("ListClusters")) {
            return List.of(new Call(caller, action, "*", Map.of()));
        }
        // Every cluster of a test is one that the function launched; it has the tag of its launch.
        return List.of(new Call(
                caller,
                action,
                "arn:aws:elasticmapreduce:" + PLACE + "cluster/"
                        + body.path("ClusterId").asText("j-1"),
                Map.of("elasticmapreduce:ResourceTag/" + TAG, launched.getOrDefault(TAG, "none"))));
    }

    private static Call pass(Call.Caller caller, String role, String service) {
        return new Call(caller, "iam:PassRole", ours(role), Map.of("iam:PassedToService", service));
    }

    private static List<Call> glue(Call.Caller caller, String operation, JsonNode body) {
        String database = body.path("DatabaseName").asText(body.path("Name").asText());
        List<String> needed = new ArrayList<>(List.of("catalog", "database/" + database));
        if (body.has("TableName") || body.has("TableInput") || operation.equals("GetTable")) {
            String table = body.path("TableName")
                    .asText(body.at("/TableInput/Name").asText(body.path("Name").asText()));
            needed.add("table/" + database + "/" + table);
        }
        return needed.stream()
                .map(one -> new Call(caller, "glue:" + operation, "arn:aws:glue:" + PLACE + one, Map.of()))
                .toList();
    }

    private static List<Call> scheduler(Call.Caller caller, String operation, JsonNode body) {
        Call call = new Call(
                caller,
                "scheduler:" + operation,
                "arn:aws:scheduler:" + PLACE + "schedule/"
                        + body.path("GroupName").asText("mayfly-deadlines") + "/"
                        + body.path("Name").asText(),
                Map.of());
        return operation.equals("CreateSchedule")
                ? List.of(call, pass(caller, body.at("/Target/RoleArn").asText(), "scheduler.amazonaws.com"))
                : List.of(call);
    }

    private static String ours(String text) {
        return text.replace(LocalCloudSettings.ACCOUNT, Stack.ACCOUNT);
    }

    private static JsonNode json(RequestLog.Entry entry) {
        try {
            return JSON.readTree(entry.request().body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
