package dev.mayfly.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** What Ref and GetAtt answer: parameters, pseudo parameters, and each kind of resource by its own rule. */
final class TemplateNames implements Intrinsics.References {
    private final JsonNode template;
    private final Map<String, String> overrides;
    private final String account;
    private final String region;
    private final URI endpoint;
    private final Intrinsics intrinsics;

    TemplateNames(JsonNode template, Map<String, String> overrides, String account, String region, URI endpoint) {
        this.template = template;
        this.overrides = Map.copyOf(overrides);
        this.account = account;
        this.region = region;
        this.endpoint = endpoint;
        this.intrinsics = new Intrinsics(this, template.path("Conditions"));
        overrides.keySet().forEach(name -> {
            if (!template.path("Parameters").has(name)) {
                throw new IllegalArgumentException("the template has no parameter " + name);
            }
        });
    }

    Intrinsics intrinsics() {
        return intrinsics;
    }

    @Override
    public JsonNode ref(String name) {
        if (template.path("Parameters").has(name)) {
            return parameter(name, template.path("Parameters").get(name));
        }
        if (template.path("Resources").has(name)) {
            return TextNode.valueOf(resource(name));
        }
        return TextNode.valueOf(
                switch (name) {
                    case "AWS::AccountId" -> account;
                    case "AWS::Region" -> region;
                    case "AWS::Partition" -> "aws";
                    case "AWS::URLSuffix" -> "amazonaws.com";
                    case "AWS::StackName" -> "mayfly";
                    default ->
                        throw new IllegalArgumentException(
                                "the template refers to " + name + ", which it does not have");
                });
    }

    @Override
    public String attribute(String resource, String attribute) {
        String name = name(resource);
        String type = type(resource);
        if (attribute.equals("Arn") || attribute.equals("TopicArn")) {
            return arn(resource, type, name);
        }
        if (attribute.equals("QueueName") || attribute.equals("TopicName")) {
            return name;
        }
        throw new IllegalArgumentException("the embedded cloud does not understand the attribute " + attribute + " of "
                + resource + " (" + type + ")");
    }

    String type(String resource) {
        JsonNode declared = template.path("Resources").path(resource);
        if (declared.isMissingNode()) {
            throw new IllegalArgumentException(
                    "the template refers to the resource " + resource + ", which it does not have");
        }
        return declared.path("Type").asText();
    }

    /** The name that the template gives, or one made of the logical id where it gives none. */
    String name(String resource) {
        JsonNode properties = template.path("Resources").path(resource).path("Properties");
        String property = switch (type(resource)) {
            case "AWS::S3::Bucket" -> "BucketName";
            case "AWS::SQS::Queue" -> "QueueName";
            case "AWS::SNS::Topic" -> "TopicName";
            case "AWS::IAM::Role" -> "RoleName";
            case "AWS::IAM::InstanceProfile" -> "InstanceProfileName";
            case "AWS::Serverless::Function" -> "FunctionName";
            default -> "Name";
        };
        JsonNode given = type(resource).equals("AWS::Glue::Database")
                ? properties.path("DatabaseInput").path("Name")
                : properties.path(property);
        return given.isMissingNode() ? "mayfly-" + resource.toLowerCase(Locale.ROOT) : intrinsics.text(given);
    }

    private String resource(String resource) {
        String name = name(resource);
        return switch (type(resource)) {
            case "AWS::SQS::Queue" -> endpoint + "/" + account + "/" + name;
            case "AWS::SNS::Topic" -> arn(resource, "AWS::SNS::Topic", name);
            default -> name;
        };
    }

    private String arn(String resource, String type, String name) {
        String place = region + ":" + account + ":";
        return switch (type) {
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + name;
            case "AWS::SQS::Queue" -> "arn:aws:sqs:" + place + name;
            case "AWS::SNS::Topic" -> "arn:aws:sns:" + place + name;
            case "AWS::Serverless::Function" -> "arn:aws:lambda:" + place + "function:" + name;
            case "AWS::Events::Rule" -> "arn:aws:events:" + place + "rule/" + name;
            case "AWS::Scheduler::ScheduleGroup" -> "arn:aws:scheduler:" + place + "schedule-group/" + name;
            case "AWS::IAM::Role" -> "arn:aws:iam::" + account + ":role/" + name;
            case "AWS::IAM::InstanceProfile" -> "arn:aws:iam::" + account + ":instance-profile/" + name;
            default ->
                throw new IllegalArgumentException(
                        "the embedded cloud does not know the ARN of " + resource + " (" + type + ")");
        };
    }

    private JsonNode parameter(String name, JsonNode declared) {
        if (!overrides.containsKey(name) && !declared.has("Default")) {
            throw new IllegalArgumentException("the parameter " + name + " has no default; give it a value");
        }
        String value = overrides.getOrDefault(name, declared.path("Default").asText());
        if (!declared.path("Type").asText().equals("CommaDelimitedList")) {
            return TextNode.valueOf(value);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String item : value.split(",", -1)) {
            list.add(item.strip());
        }
        return list;
    }
}
