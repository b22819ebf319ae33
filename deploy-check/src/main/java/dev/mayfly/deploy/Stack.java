package dev.mayfly.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plain CloudFormation template with its parameters given and its functions worked out, as it would be in one account. */
public final class Stack {
    public static final String ACCOUNT = "111122223333";
    public static final String REGION = "us-east-1";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}!]+)}");
    private final JsonNode template;
    private final Map<String, String> parameters;

    private Stack(JsonNode template, Map<String, String> parameters) {
        this.template = template;
        this.parameters = Map.copyOf(parameters);
    }

    /** Reads a template in JSON; parameters without a value here take their default. */
    public static Stack read(Path file, Map<String, String> parameters) {
        try {
            return new Stack(new ObjectMapper().readTree(file.toFile()), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("the template cannot be read: " + file, e);
        }
    }

    /** The resources that these parameters make, by logical id, worked out. */
    public Map<String, JsonNode> resources() {
        Map<String, JsonNode> made = new LinkedHashMap<>();
        template.path("Resources").properties().forEach(entry -> {
            JsonNode resource = entry.getValue();
            if (!resource.has("Condition")
                    || condition(resource.get("Condition").asText())) {
                ObjectNode resolved = JsonNodeFactory.instance.objectNode();
                resolved.set("Type", resource.get("Type"));
                resolved.set("Properties", resolve(resource.path("Properties")));
                made.put(entry.getKey(), resolved);
            }
        });
        return made;
    }

    /** The ARN of a resource. */
    public String arn(String id) {
        String name = name(id);
        String place = REGION + ":" + ACCOUNT + ":";
        String type = type(id);
        return switch (type) {
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + name;
            case "AWS::SQS::Queue" -> "arn:aws:sqs:" + place + name;
            case "AWS::SNS::Topic" -> "arn:aws:sns:" + place + name;
            case "AWS::Lambda::Function" -> "arn:aws:lambda:" + place + "function:" + name;
            case "AWS::Events::Rule" -> "arn:aws:events:" + place + "rule/" + name;
            case "AWS::Logs::LogGroup" -> "arn:aws:logs:" + place + "log-group:" + name + ":*";
            case "AWS::IAM::Role" -> "arn:aws:iam::" + ACCOUNT + ":role/" + name;
            default -> throw new IllegalArgumentException("no ARN is known for %s (%s)".formatted(id, type));
        };
    }

    private String type(String id) {
        JsonNode type = template.path("Resources").path(id).path("Type");
        if (type.isMissingNode()) {
            throw new IllegalArgumentException("the template has no resource " + id);
        }
        return type.asText();
    }

    private String name(String id) {
        JsonNode properties = template.path("Resources").path(id).path("Properties");
        for (String property : new String[] {
            "BucketName",
            "QueueName",
            "TopicName",
            "FunctionName",
            "RoleName",
            "LogGroupName",
            "InstanceProfileName",
            "Name"
        }) {
            if (properties.has(property)) {
                return resolve(properties.get(property)).asText();
            }
        }
        return id;
    }

    private String ref(String name) {
        if (template.path("Parameters").has(name)) {
            return parameters.getOrDefault(
                    name, template.path("Parameters").path(name).path("Default").asText());
        }
        return switch (name) {
            case "AWS::AccountId" -> ACCOUNT;
            case "AWS::Region" -> REGION;
            case "AWS::Partition" -> "aws";
            default -> type(name).equals("AWS::SNS::Topic") ? arn(name) : name(name);
        };
    }

    private String attribute(String id, String attribute) {
        return attribute.equals("Arn") ? arn(id) : name(id);
    }

    private JsonNode resolve(JsonNode node) {
        if (node.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (JsonNode item : node) {
                JsonNode resolved = resolve(item);
                if (!resolved.isMissingNode()) {
                    list.add(resolved);
                }
            }
            return list;
        }
        if (node.size() == 1 && node.isObject()) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return call(only.getKey(), only.getValue());
            }
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> {
            JsonNode resolved = resolve(member.getValue());
            if (!resolved.isMissingNode()) {
                object.set(member.getKey(), resolved);
            }
        });
        return object;
    }

    private JsonNode call(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" ->
                argument.asText().equals("AWS::NoValue")
                        ? JsonNodeFactory.instance.missingNode()
                        : TextNode.valueOf(ref(argument.asText()));
            case "Fn::GetAtt" ->
                TextNode.valueOf(
                        attribute(argument.get(0).asText(), argument.get(1).asText()));
            case "Fn::Sub" -> TextNode.valueOf(substitute(argument));
            case "Fn::If" -> resolve(argument.get(condition(argument.get(0).asText()) ? 1 : 2));
            case "Fn::Join" -> TextNode.valueOf(join(argument.get(0).asText(), resolve(argument.get(1))));
            default -> throw new IllegalArgumentException("the function %s is not understood here".formatted(function));
        };
    }

    /** A list that a parameter stands for is written with commas; any other text is no list. */
    private static String join(String delimiter, JsonNode list) {
        List<String> values = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(value -> values.add(value.asText()));
        } else if (!list.asText().isEmpty()) {
            values.addAll(List.of(list.asText().split(",", -1)));
        }
        return String.join(delimiter, values);
    }

    private String substitute(JsonNode argument) {
        JsonNode variables = argument.isArray() ? argument.get(1) : JsonNodeFactory.instance.objectNode();
        String text = argument.isArray() ? argument.get(0).asText() : argument.asText();
        return VARIABLE.matcher(text).replaceAll(match -> {
            String name = match.group(1);
            int point = name.indexOf('.');
            return Matcher.quoteReplacement(
                    variables.has(name)
                            ? resolve(variables.get(name)).asText()
                            : point < 0 ? ref(name) : attribute(name.substring(0, point), name.substring(point + 1)));
        });
    }

    private boolean condition(String name) {
        return truth(template.path("Conditions").path(name));
    }

    private boolean truth(JsonNode node) {
        if (node.has("Fn::Not")) {
            return !truth(node.get("Fn::Not").get(0));
        }
        JsonNode equals = node.get("Fn::Equals");
        if (equals == null) {
            throw new IllegalArgumentException("this condition is not understood here: " + node);
        }
        return resolve(equals.get(0)).asText().equals(resolve(equals.get(1)).asText());
    }
}
