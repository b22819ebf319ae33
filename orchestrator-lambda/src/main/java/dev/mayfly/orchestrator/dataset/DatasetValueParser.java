package dev.mayfly.orchestrator.dataset;

import dev.mayfly.orchestrator.run.Usd;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the values of a dataset file are read; a refusal says what would be right. */
final class DatasetValueParser {
    private static final int LONGEST_COMMENT = 255;
    private static final int LONGEST_QUERY = 131_072;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d)");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]{0,254}");
    private static final Pattern PREFIX =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/((?:[A-Za-z0-9!_.*'()=-]+/)+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    static String name(String text) {
        return matching(NAME, text, "small letters, digits, - and _, a letter first, at most 63");
    }

    static String table(String text) {
        return matching(TABLE, text, "small letters, digits and _, no digit first, at most 255");
    }

    private static String matching(Pattern pattern, String text, String remedy) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("'%s' is no name: %s".formatted(text, remedy));
        }
        return text;
    }

    static URI prefix(String text, Map<String, String> buckets) {
        String filled = VARIABLE.matcher(text).replaceAll(variable -> {
            String bucket = buckets.get(variable.group(1));
            if (bucket == null) {
                throw new IllegalArgumentException("'%s' is not known; ${%s} are"
                        .formatted(variable.group(), String.join("}, ${", buckets.keySet())));
            }
            return Matcher.quoteReplacement(bucket);
        });
        if (!PREFIX.matcher(filled).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no prefix: s3://bucket/folder/ would be, with a slash at its end".formatted(filled));
        }
        return URI.create(filled);
    }

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'%s' is no duration: 90s, 45m, 2h or 1d would be".formatted(text));
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    static Usd usd(String text) {
        try {
            return new Usd(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is no amount: 1.50 would be, in US dollars".formatted(text), e);
        }
    }

    /** A share from 0 to 1, written as 0.1% or 0.001. */
    static double share(String text) {
        String bare = text.strip();
        boolean percent = bare.endsWith("%");
        try {
            BigDecimal number = new BigDecimal(
                    percent ? bare.substring(0, bare.length() - 1).strip() : bare);
            double share = (percent ? number.movePointLeft(2) : number).doubleValue();
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is no share: 0.1%% or 0.001 would be".formatted(text), e);
        }
        throw new IllegalArgumentException("'%s' is no share: between 0%% and 100%% would be".formatted(text));
    }

    static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'%s' is neither true nor false".formatted(text));
        };
    }

    /** A column's comment within Glue's limits (service model of API version 2017-03-31, CommentString). */
    static String comment(String text) {
        if (text.length() > LONGEST_COMMENT) {
            throw new IllegalArgumentException("is a comment of %d characters, and Glue holds %d: shorten it"
                    .formatted(text.length(), LONGEST_COMMENT));
        }
        if (text.chars().anyMatch(DatasetValueParser::endsALine)) {
            throw new IllegalArgumentException(
                    "is a comment with a line break or a control character, which Glue refuses: write it on one line");
        }
        return text;
    }

    private static boolean endsALine(int character) {
        return (character < ' ' && character != '\t') || character == '\uFFFE' || character == '\uFFFF';
    }

    /** A view's query, which Glue holds in base64 within 409,600 characters, its columns beside it. */
    static String query(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_QUERY) {
            throw new IllegalArgumentException(
                    "is a query of %d bytes, and %d fit into a view: split it into several views"
                            .formatted(bytes, LONGEST_QUERY));
        }
        return text.strip();
    }

    /** Whether a file that lacks a column has no values for it, or is refused. */
    static boolean missing(String text) {
        return switch (text) {
            case "null" -> true;
            case "fail" -> false;
            default ->
                throw new IllegalArgumentException(
                        "'%s' is not allowed here; null takes a file without the column, fail refuses it"
                                .formatted(text));
        };
    }

    /** Whether a whole table switches at once, or each partition by itself. */
    static boolean wholeTable(String text) {
        return switch (text) {
            case "table" -> true;
            case "partition" -> false;
            default -> throw new IllegalArgumentException("'%s' is neither table nor partition".formatted(text));
        };
    }

    static int count(String text) {
        try {
            int count = Integer.parseInt(text.strip());
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is no whole number".formatted(text), e);
        }
        throw new IllegalArgumentException("'%s' has to be 1 or more".formatted(text));
    }

    private DatasetValueParser() {}
}
