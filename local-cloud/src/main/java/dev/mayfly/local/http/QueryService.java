package dev.mayfly.local.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A service that speaks the query protocol: the Action and its parameters in a form, XML back. */
public abstract class QueryService implements AwsService {
    private final String signingName;
    private final String namespace;
    private final Map<String, Function<Map<String, String>, String>> actions = new HashMap<>();

    protected QueryService(String signingName, String namespace) {
        this.signingName = signingName;
        this.namespace = namespace;
    }

    /** Registers an action: parameters in, the inside of its result element out. */
    protected final void action(String name, Function<Map<String, String>, String> answer) {
        actions.put(name, answer);
    }

    /** A parameter that must be there. */
    protected static String required(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name))
                .orElseThrow(() ->
                        new AwsError(400, "ValidationError", "The request must contain the parameter " + name + "."));
    }

    @Override
    public final String signingName() {
        return signingName;
    }

    @Override
    public final AwsResponse handle(AwsRequest request) {
        Map<String, String> parameters = FormParameters.of(request);
        String action = parameters.getOrDefault("Action", "");
        try {
            Function<Map<String, String>, String> answer = actions.get(action);
            if (answer == null) {
                throw new AwsError(
                        400,
                        "InvalidAction",
                        "the embedded " + signingName + " does not know '" + action + "'; it knows "
                                + actions.keySet().stream().sorted().toList());
            }
            return Xml.of(
                    200,
                    "<" + action + "Response xmlns=\"" + namespace + "\"><" + action + "Result>"
                            + answer.apply(parameters) + "</" + action + "Result><ResponseMetadata><RequestId>local"
                            + "</RequestId></ResponseMetadata></" + action + "Response>");
        } catch (AwsError e) {
            return Xml.of(
                    e.status(),
                    "<ErrorResponse xmlns=\"" + namespace + "\"><Error><Type>Sender</Type><Code>" + e.code()
                            + "</Code><Message>" + Xml.escape(e.getMessage())
                            + "</Message></Error><RequestId>local</RequestId></ErrorResponse>");
        }
    }
}
