package dev.mayfly.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules of the default bus. */
final class TemplateRules {
    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

    private TemplateRules() {}

    static Deployment.Rule rule(String name, Properties properties) {
        Deployment.Trigger trigger = properties
                .optional("EventPattern")
                .<Deployment.Trigger>map(Deployment.Trigger.Pattern::new)
                .orElseGet(() -> rate(properties.text("ScheduleExpression")));
        List<Deployment.Target> targets = new ArrayList<>();
        for (JsonNode target : properties.at("Targets")) {
            Properties of = new Properties("a target of the rule " + name, target, TemplateProperties.TARGET);
            targets.add(
                    new Deployment.Target(of.text("Arn"), of.optional("Input").map(JsonNode::asText)));
        }
        return new Deployment.Rule(name, trigger, targets);
    }

    static Deployment.Trigger rate(String expression) {
        Matcher matcher = RATE.matcher(expression);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "the embedded cloud does not understand the schedule " + expression + "; it understands rate(…)");
        }
        long count = Long.parseLong(matcher.group(1));
        return new Deployment.Trigger.Rate(
                switch (matcher.group(2)) {
                    case "minute" -> Duration.ofMinutes(count);
                    case "hour" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }
}
