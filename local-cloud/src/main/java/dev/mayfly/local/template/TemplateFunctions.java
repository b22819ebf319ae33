package dev.mayfly.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Serverless functions; their events become rules and queue mappings as SAM makes them. */
final class TemplateFunctions {
    private TemplateFunctions() {}

    static Deployment.Function function(
            String id, TemplateNames names, Properties properties, List<Deployment.Rule> rules) {
        String arn = names.attribute(id, "Arn");
        List<Deployment.QueueMapping> mappings = new ArrayList<>();
        for (Map.Entry<String, JsonNode> event : properties.at("Events").properties()) {
            String owner = "the event " + event.getKey() + " of " + id;
            JsonNode of = event.getValue().path("Properties");
            String type = event.getValue().path("Type").asText();
            switch (type) {
                case "SQS" -> mappings.add(mapping(new Properties(owner, of, TemplateProperties.QUEUE_EVENT)));
                case "EventBridgeRule" ->
                    rules.add(onEvents(
                            id + event.getKey(), arn, new Properties(owner, of, TemplateProperties.RULE_EVENT)));
                case "Schedule" ->
                    rules.add(onSchedule(
                            id + event.getKey(), arn, new Properties(owner, of, TemplateProperties.SCHEDULE_EVENT)));
                default ->
                    throw new IllegalArgumentException(owner + " is of type " + type
                            + "; the embedded cloud understands SQS, EventBridgeRule and Schedule");
            }
        }
        Map<String, String> environment = new HashMap<>();
        properties
                .at("Environment")
                .path("Variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        // Lambda tells the runtime in which format it wants lines by a variable of its own.
        environment.put(
                "AWS_LAMBDA_LOG_FORMAT",
                properties.at("LoggingConfig").path("LogFormat").asText("TEXT").toUpperCase(Locale.ROOT));
        return new Deployment.Function(
                id,
                names.name(id),
                arn,
                properties.text("Handler"),
                properties.text("CodeUri"),
                properties.seconds("Timeout", 3),
                properties.number("MemorySize", 128),
                properties.at("EventInvokeConfig").path("MaximumRetryAttempts").asInt(2),
                environment,
                mappings);
    }

    private static Deployment.QueueMapping mapping(Properties properties) {
        JsonNode concurrency = properties.at("ScalingConfig").path("MaximumConcurrency");
        boolean reports = false;
        for (JsonNode type : properties.at("FunctionResponseTypes")) {
            reports |= type.asText().equals("ReportBatchItemFailures");
        }
        return new Deployment.QueueMapping(
                properties.text("Queue"),
                properties.number("BatchSize", 10),
                properties.seconds("MaximumBatchingWindowInSeconds", 0),
                concurrency.isMissingNode() ? Optional.empty() : Optional.of(concurrency.asInt()),
                reports);
    }

    private static Deployment.Rule onEvents(String otherwise, String arn, Properties properties) {
        return new Deployment.Rule(
                properties.text("RuleName", otherwise),
                new Deployment.Trigger.Pattern(properties.at("Pattern")),
                List.of(target(arn, properties)));
    }

    private static Deployment.Rule onSchedule(String otherwise, String arn, Properties properties) {
        return new Deployment.Rule(
                properties.text("Name", otherwise),
                TemplateRules.rate(properties.text("Schedule")),
                List.of(target(arn, properties)));
    }

    private static Deployment.Target target(String arn, Properties properties) {
        return new Deployment.Target(arn, properties.optional("Input").map(JsonNode::asText));
    }
}
