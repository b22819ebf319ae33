package dev.mayfly.deploy;

import java.util.regex.Pattern;

/** IAM's patterns: a star is any run of characters, slashes too; a question mark is one. */
final class Wildcards {
    private Wildcards() {}

    static boolean match(String pattern, String text, boolean anyCase) {
        StringBuilder regex = new StringBuilder();
        pattern.chars()
                .forEach(c -> regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        int flags = Pattern.DOTALL | (anyCase ? Pattern.CASE_INSENSITIVE : 0);
        return Pattern.compile(regex.toString(), flags).matcher(text).matches();
    }
}
