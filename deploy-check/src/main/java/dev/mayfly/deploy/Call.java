package dev.mayfly.deploy;

import java.util.Map;

/** One call as AWS would judge it: who makes it, what he does to which resource, and what is known of the circumstances. */
public record Call(Caller caller, String action, String resource, Map<String, String> context) {
    public Call {
        context = Map.copyOf(context);
        if (!action.matches("[a-z0-9-]+:[A-Za-z]+")) {
            throw new IllegalArgumentException("'%s' is no action; s3:GetObject would be one".formatted(action));
        }
    }

    /** Who calls. */
    public sealed interface Caller {
        /** A role of the template, by its logical id. */
        record Role(String id) implements Caller {}

        /** Somebody of this account whose own policies allow everything. */
        record Administrator() implements Caller {}

        /** A service of AWS, by its principal's name. */
        record Service(String name) implements Caller {}

        /** Somebody of an account who has every permission that identity policies can give. */
        record Account(String number) implements Caller {}
    }
}
