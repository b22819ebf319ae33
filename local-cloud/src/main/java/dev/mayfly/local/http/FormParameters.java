package dev.mayfly.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of the query protocol: a form in the body. */
public final class FormParameters {
    private FormParameters() {}

    /** The decoded parameters, none when the body is not a form. */
    public static Map<String, String> of(AwsRequest request) {
        return request.headers().getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")
                ? parse(new String(request.body(), StandardCharsets.UTF_8))
                : Map.of();
    }

    /** The parameters of a query string or form. */
    public static Map<String, String> parse(String form) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
