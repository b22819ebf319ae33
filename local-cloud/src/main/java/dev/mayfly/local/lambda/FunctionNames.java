package dev.mayfly.local.lambda;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which a caller may name a function: its name, a partial or a whole ARN, each with a qualifier or without. */
final class FunctionNames {
    private static final Pattern ANY =
            Pattern.compile("(?:(?:arn:aws:lambda:[a-z0-9-]+:)?(?:\\d{12}:)?function:|\\d{12}:)?"
                    + "([a-zA-Z0-9-_]+)(?::[$a-zA-Z0-9-_]+)?");

    private FunctionNames() {}

    static String name(String given) {
        Matcher matcher = ANY.matcher(given);
        return matcher.matches() ? matcher.group(1) : given;
    }

    static String arn(String name) {
        return "arn:aws:lambda:us-east-1:000000000000:function:" + name;
    }
}
