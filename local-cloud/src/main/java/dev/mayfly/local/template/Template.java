package dev.mayfly.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a SAM or CloudFormation template into a {@link Deployment}, refusing by name what the embedded cloud has no part for. */
public final class Template {
    /** Permissions and look-outs: nothing on one machine is done differently because of them. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "AWS::IAM::Role",
            "AWS::IAM::InstanceProfile",
            "AWS::IAM::Policy",
            "AWS::IAM::ManagedPolicy",
            "AWS::EMR::SecurityConfiguration",
            "AWS::Athena::WorkGroup",
            "AWS::SQS::QueuePolicy",
            "AWS::SNS::TopicPolicy",
            "AWS::S3::BucketPolicy",
            "AWS::Lambda::Permission",
            "AWS::Logs::LogGroup",
            "AWS::CloudWatch::Alarm",
            "AWS::CloudWatch::Dashboard");

    private final TemplateNames names;
    private final List<Deployment.Bucket> buckets = new ArrayList<>();
    private final List<Deployment.Queue> queues = new ArrayList<>();
    private final List<Deployment.Topic> topics = new ArrayList<>();
    private final List<Deployment.Rule> rules = new ArrayList<>();
    private final List<Deployment.Function> functions = new ArrayList<>();
    private final List<Deployment.Database> databases = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();

    private Template(TemplateNames names) {
        this.names = names;
    }

    /** Reads a file; {@code overrides} are parameter values, {@code endpoint} is where queue URLs point. */
    public static Deployment read(
            Path file, Map<String, String> overrides, String account, String region, URI endpoint) {
        try {
            return read(Files.readString(file), overrides, account, region, endpoint);
        } catch (IOException e) {
            throw new UncheckedIOException("the template cannot be read: " + file, e);
        }
    }

    static Deployment read(String text, Map<String, String> overrides, String account, String region, URI endpoint) {
        JsonNode yaml = TemplateYaml.read(text);
        Template template = new Template(new TemplateNames(yaml, overrides, account, region, endpoint));
        yaml.path("Resources").properties().forEach(entry -> template.add(entry.getKey(), entry.getValue()));
        Map<String, String> outputs = new HashMap<>();
        yaml.path("Outputs")
                .properties()
                .forEach(entry -> outputs.put(
                        entry.getKey(),
                        template.names.intrinsics().text(entry.getValue().path("Value"))));
        return new Deployment(
                account,
                region,
                template.buckets,
                template.queues,
                template.topics,
                template.rules,
                template.functions,
                template.databases,
                template.groups,
                outputs);
    }

    private void add(String id, JsonNode resource) {
        if (resource.has("Condition")
                && !names.intrinsics().condition(resource.get("Condition").asText())) {
            return;
        }
        String type = resource.path("Type").asText();
        if (WITHOUT_EFFECT.contains(type)) {
            return;
        }
        String owner = id + " (" + type + ")";
        JsonNode unresolved = resource.path("Properties");
        switch (type) {
            case "AWS::S3::Bucket" -> buckets.add(bucket(id, properties(owner, unresolved, TemplateProperties.BUCKET)));
            case "AWS::SQS::Queue" -> queues.add(queue(id, properties(owner, unresolved, TemplateProperties.QUEUE)));
            case "AWS::SNS::Topic" -> {
                properties(owner, unresolved, TemplateProperties.TOPIC);
                topics.add(new Deployment.Topic(id, names.name(id)));
            }
            case "AWS::Glue::Database" ->
                databases.add(new Deployment.Database(
                        id,
                        names.name(id),
                        properties(owner, unresolved, TemplateProperties.DATABASE)
                                .at("DatabaseInput")
                                .path("Description")
                                .asText("")));
            case "AWS::Scheduler::ScheduleGroup" -> {
                properties(owner, unresolved, TemplateProperties.GROUP);
                groups.add(names.name(id));
            }
            case "AWS::Events::Rule" ->
                rules.add(TemplateRules.rule(names.name(id), properties(owner, unresolved, TemplateProperties.RULE)));
            case "AWS::Serverless::Function" -> {
                Properties properties = properties(owner, unresolved, TemplateProperties.FUNCTION);
                functions.add(TemplateFunctions.function(id, names, properties, rules));
            }
            default ->
                throw new IllegalArgumentException("the embedded cloud has no part for " + owner
                        + "; it reads buckets, queues, topics, Glue databases,"
                        + " schedule groups, event rules and serverless functions");
        }
    }

    private Properties properties(String owner, JsonNode unresolved, Set<String> understood) {
        JsonNode resolved = unresolved.isMissingNode()
                ? JsonNodeFactory.instance.objectNode()
                : names.intrinsics().resolve(without(unresolved, "Policies"));
        return new Properties(owner, resolved, understood);
    }

    /** Policies may name anything that AWS has; they are not resolved because nothing here is done by them. */
    private static JsonNode without(JsonNode properties, String name) {
        return ((ObjectNode) properties.deepCopy()).without(name);
    }

    private Deployment.Bucket bucket(String id, Properties properties) {
        boolean bridge = properties
                .at("NotificationConfiguration")
                .path("EventBridgeConfiguration")
                .path("EventBridgeEnabled")
                .asBoolean();
        return new Deployment.Bucket(id, names.name(id), bridge);
    }

    private Deployment.Queue queue(String id, Properties properties) {
        Optional<Deployment.Redrive> redrive = properties
                .optional("RedrivePolicy")
                .map(policy -> new Deployment.Redrive(
                        policy.path("deadLetterTargetArn").asText(),
                        policy.path("maxReceiveCount").asInt()));
        return new Deployment.Queue(
                id,
                names.name(id),
                properties.seconds("VisibilityTimeout", 30),
                properties.seconds("DelaySeconds", 0),
                redrive);
    }
}
