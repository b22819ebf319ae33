package dev.mayfly.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One statement of a policy, every function in it worked out. {@code owner} is the resource of the template that it stands in. */
record Statement(
        String owner,
        String sid,
        boolean allows,
        JsonNode principal,
        List<String> actions,
        List<String> resources,
        JsonNode condition) {
    private static final Set<String> UNDERSTOOD =
            Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");

    static Statement of(String owner, JsonNode json) {
        json.fieldNames().forEachRemaining(name -> {
            if (!UNDERSTOOD.contains(name)) {
                throw new IllegalArgumentException(
                        "%s: a statement has %s; teach it to the evaluator: %s".formatted(owner, name, json));
            }
        });
        return new Statement(
                owner,
                json.path("Sid").asText(),
                json.path("Effect").asText().equals("Allow"),
                json.path("Principal"),
                texts(json.path("Action")),
                texts(json.path("Resource")),
                json.path("Condition"));
    }

    /** How tests name it. */
    String name() {
        return owner + "/" + sid;
    }

    boolean matches(Call call) {
        return actions.stream().anyMatch(action -> Wildcards.match(action, call.action(), true))
                && resources.stream().anyMatch(resource -> Wildcards.match(resource, call.resource(), false))
                && Conditions.hold(condition, call.context());
    }

    boolean meets(Call.Caller caller) {
        if (principal.isTextual()) {
            return principal.asText().equals("*");
        }
        if (caller instanceof Call.Caller.Service service) {
            return texts(principal.path("Service")).contains(service.name());
        }
        return caller instanceof Call.Caller.Account account
                && texts(principal.path("AWS")).contains("arn:aws:iam::" + account.number() + ":root");
    }

    static List<String> texts(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
