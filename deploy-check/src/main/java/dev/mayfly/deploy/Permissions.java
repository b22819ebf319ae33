package dev.mayfly.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who may do what by a stack's policies: within one account a call is allowed when the caller's or the resource's policy
 * allows it and neither denies it; a service is allowed by the resource's alone.
 */
public final class Permissions {
    private final List<Statement> identity;
    private final List<Statement> resource;

    private Permissions(List<Statement> identity, List<Statement> resource) {
        this.identity = List.copyOf(identity);
        this.resource = List.copyOf(resource);
    }

    /** All policies of a stack: of roles, buckets, queues, topics, the function, and whom a role trusts. */
    public static Permissions of(Stack stack) {
        List<Statement> identity = new ArrayList<>();
        List<Statement> resource = new ArrayList<>();
        stack.resources().forEach((id, made) -> {
            JsonNode properties = made.path("Properties");
            switch (made.path("Type").asText()) {
                case "AWS::IAM::Role" -> {
                    properties
                            .path("Policies")
                            .forEach(policy -> policy.path("PolicyDocument")
                                    .path("Statement")
                                    .forEach(json -> identity.add(Statement.of(id, json))));
                    properties
                            .path("AssumeRolePolicyDocument")
                            .path("Statement")
                            .forEach(json -> resource.add(Statement.of(
                                    id + "/trust", ((ObjectNode) json.deepCopy()).put("Resource", stack.arn(id)))));
                }
                case "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy" ->
                    properties
                            .path("PolicyDocument")
                            .path("Statement")
                            .forEach(json -> resource.add(Statement.of(id, json)));
                case "AWS::Lambda::Permission" -> resource.add(Statement.of(id, permission(stack, properties)));
                default -> {
                    // No other kind carries a policy.
                }
            }
        });
        return new Permissions(identity, resource);
    }

    private static JsonNode permission(Stack stack, JsonNode properties) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("Sid", "Invoke")
                .put("Effect", "Allow")
                .put("Action", properties.path("Action").asText());
        json.put("Resource", stack.arn("Orchestrator"));
        json.putObject("Principal").put("Service", properties.path("Principal").asText());
        json.putObject("Condition")
                .putObject("ArnLike")
                .put("aws:SourceArn", properties.path("SourceArn").asText());
        return json;
    }

    public boolean allow(Call call) {
        List<Statement> concerned = new ArrayList<>();
        if (call.caller() instanceof Call.Caller.Role role) {
            identity.stream()
                    .filter(statement -> statement.owner().equals(role.id()) && statement.matches(call))
                    .forEach(concerned::add);
        }
        resource.stream()
                .filter(statement -> statement.meets(call.caller()) && statement.matches(call))
                .forEach(concerned::add);
        return concerned.stream().allMatch(Statement::allows)
                && (!concerned.isEmpty() || call.caller() instanceof Call.Caller.Administrator);
    }

    /** The names of all statements. */
    public List<String> statements() {
        List<String> names = new ArrayList<>();
        identity.forEach(statement -> names.add(statement.name()));
        resource.forEach(statement -> names.add(statement.name()));
        return names;
    }

    /** The same without one statement. */
    public Permissions without(String name) {
        return new Permissions(
                identity.stream().filter(one -> !one.name().equals(name)).toList(),
                resource.stream().filter(one -> !one.name().equals(name)).toList());
    }

    /** A table of who may do what, in Markdown, a section for each role or guarded resource. */
    public String matrix() {
        StringBuilder text = new StringBuilder();
        Map<String, List<Statement>> byOwner = new java.util.TreeMap<>();
        identity.forEach(one ->
                byOwner.computeIfAbsent(one.owner(), key -> new ArrayList<>()).add(one));
        resource.forEach(one ->
                byOwner.computeIfAbsent(one.owner(), key -> new ArrayList<>()).add(one));
        byOwner.forEach((owner, statements) -> {
            text.append("\n## ")
                    .append(owner)
                    .append("\n\n| statement | effect | who | what | on | if |\n|---|---|---|---|---|---|\n");
            statements.forEach(one -> text.append("| %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            one.sid(),
                            one.allows() ? "allow" : "deny",
                            one.principal().isMissingNode()
                                    ? "the role"
                                    : code(one.principal().toString()),
                            String.join(", ", one.actions()),
                            String.join(
                                    "<br>",
                                    one.resources().stream()
                                            .map(Permissions::code)
                                            .toList()),
                            one.condition().isMissingNode()
                                    ? ""
                                    : code(one.condition().toString()))));
        });
        return text.toString();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
