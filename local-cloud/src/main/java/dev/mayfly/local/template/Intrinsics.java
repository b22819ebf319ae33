package dev.mayfly.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Works out CloudFormation's functions; {@link References} knows what names stand for. */
final class Intrinsics {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final References references;
    private final JsonNode conditions;

    /** What a name stands for. */
    interface References {
        JsonNode ref(String name);

        String attribute(String resource, String attribute);
    }

    Intrinsics(References references, JsonNode conditions) {
        this.references = references;
        this.conditions = conditions;
    }

    JsonNode resolve(JsonNode node) {
        if (node.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> list.add(resolve(item)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return call(only.getKey(), only.getValue());
            }
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> object.set(member.getKey(), resolve(member.getValue())));
        return object;
    }

    String text(JsonNode node) {
        JsonNode resolved = resolve(node);
        if (!resolved.isValueNode()) {
            throw new IllegalArgumentException("expected a text in the template and found " + resolved);
        }
        return resolved.asText();
    }

    boolean condition(String name) {
        JsonNode condition = conditions.path(name);
        if (condition.isMissingNode()) {
            throw new IllegalArgumentException("the template has no condition " + name);
        }
        return truth(condition);
    }

    private JsonNode call(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> references.ref(argument.asText());
            case "Fn::GetAtt" -> TextNode.valueOf(attribute(argument));
            case "Fn::Sub" -> TextNode.valueOf(substitute(argument));
            case "Fn::Join" -> TextNode.valueOf(String.join(argument.get(0).asText(), texts(argument.get(1))));
            case "Fn::If" -> resolve(condition(argument.get(0).asText()) ? argument.get(1) : argument.get(2));
            case "Fn::Select" ->
                TextNode.valueOf(texts(argument.get(1)).get(argument.get(0).asInt()));
            case "Fn::Split" -> split(text(argument.get(1)), argument.get(0).asText());
            case "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or" -> BooleanNode.valueOf(logic(function, argument));
            default -> throw new IllegalArgumentException("the embedded cloud does not understand " + function);
        };
    }

    private boolean truth(JsonNode node) {
        return node.has("Condition")
                ? condition(node.get("Condition").asText())
                : resolve(node).asBoolean();
    }

    private boolean logic(String function, JsonNode arguments) {
        if (function.equals("Fn::Equals")) {
            return text(arguments.get(0)).equals(text(arguments.get(1)));
        }
        List<Boolean> values = new ArrayList<>();
        arguments.forEach(argument -> values.add(truth(argument)));
        return switch (function) {
            case "Fn::Not" -> !values.get(0);
            case "Fn::And" -> values.stream().allMatch(value -> value);
            default -> values.stream().anyMatch(value -> value);
        };
    }

    private String attribute(JsonNode argument) {
        if (argument.isArray()) {
            return references.attribute(
                    argument.get(0).asText(), argument.get(1).asText());
        }
        String path = argument.asText();
        int point = path.indexOf('.');
        return references.attribute(path.substring(0, point), path.substring(point + 1));
    }

    private String substitute(JsonNode argument) {
        JsonNode variables = argument.isArray() ? argument.get(1) : JsonNodeFactory.instance.objectNode();
        String template = argument.isArray() ? argument.get(0).asText() : argument.asText();
        return VARIABLE.matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(variable(match.group(1), match.group(2), variables)));
    }

    private String variable(String literal, String name, JsonNode variables) {
        if (!literal.isEmpty()) {
            return "${" + name + "}";
        }
        if (variables.has(name)) {
            return text(variables.get(name));
        }
        return name.contains(".")
                ? attribute(TextNode.valueOf(name))
                : references.ref(name).asText();
    }

    private List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        resolve(list).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static JsonNode split(String text, String delimiter) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : text.split(Pattern.quote(delimiter), -1)) {
            parts.add(part);
        }
        return parts;
    }
}
