package dev.mayfly.local.glue;

import dev.mayfly.local.http.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word of a partition expression. */
record ExpressionToken(Kind kind, String text) {
    /** What the word can be. */
    enum Kind {
        WORD,
        NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<string>'(?:[^']|'')*')|(?<name>`[^`]+`|\"[^\"]+\")|(?<number>-?\\d+(?:\\.\\d+)?)"
                    + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)|(?<symbol><=|>=|<>|!=|[=<>(),]))");

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL)
                && text.toUpperCase(Locale.ROOT).equals(word);
    }

    static List<ExpressionToken> all(String expression) {
        List<ExpressionToken> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        int at = 0;
        while (!expression.substring(at).isBlank()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new AwsError(
                        400,
                        "InvalidInputException",
                        "Unsupported expression '" + expression + "': cannot read from position " + at);
            }
            tokens.add(token(matcher));
            at = matcher.end();
        }
        tokens.add(new ExpressionToken(Kind.END, "the end"));
        return tokens;
    }

    private static ExpressionToken token(Matcher matcher) {
        if (matcher.group("string") != null) {
            String quoted = matcher.group("string");
            return new ExpressionToken(
                    Kind.STRING, quoted.substring(1, quoted.length() - 1).replace("''", "'"));
        }
        if (matcher.group("name") != null) {
            String quoted = matcher.group("name");
            return new ExpressionToken(Kind.NAME, quoted.substring(1, quoted.length() - 1));
        }
        if (matcher.group("number") != null) {
            return new ExpressionToken(Kind.NUMBER, matcher.group("number"));
        }
        if (matcher.group("word") != null) {
            return new ExpressionToken(Kind.WORD, matcher.group("word"));
        }
        return new ExpressionToken(Kind.SYMBOL, matcher.group("symbol"));
    }
}
