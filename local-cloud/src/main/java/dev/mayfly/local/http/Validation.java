package dev.mayfly.local.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Collects what a request violates of its service's model, and refuses it once with the text that AWS gives; the SDK's classes do not know which members are required. */
public final class Validation {
    private final List<String> problems = new ArrayList<>();

    private Validation() {}

    /** Starts with no problem known. */
    public static Validation of() {
        return new Validation();
    }

    /** A member that must be there; {@code path} is the member's name with a small first letter, nested ones behind points. */
    public Validation required(String path, Object value) {
        if (value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap) {
            problems.add("Value null at '" + path + "' failed to satisfy constraint: Member must not be null");
        }
        return this;
    }

    /** A list that must not be longer than {@code max}. */
    public Validation atMost(String path, Collection<?> list, int max) {
        return length(path, list, list.size(), 0, max);
    }

    /** A text within a length. */
    public Validation length(String path, String text, int min, int max) {
        return text == null ? this : length(path, text, text.length(), min, max);
    }

    /** A text of which every character is of a pattern. */
    public Validation matches(String path, String text, Pattern pattern) {
        if (text != null && !pattern.matcher(text).matches()) {
            problem(path, text, "Member must satisfy regular expression pattern: " + pattern);
        }
        return this;
    }

    /** A number within a range. */
    public Validation range(String path, Number value, long min, long max) {
        if (value != null && value.longValue() < min) {
            problem(path, value, "Member must have value greater than or equal to " + min);
        } else if (value != null && value.longValue() > max) {
            problem(path, value, "Member must have value less than or equal to " + max);
        }
        return this;
    }

    /** Refuses with a ValidationException when there was any problem. */
    public void check() {
        check("ValidationException");
    }

    /** Refuses under another name, for a service that has one of its own. */
    public void check(String code) {
        if (!problems.isEmpty()) {
            throw new AwsError(400, code, message());
        }
    }

    private String message() {
        return problems.size() + (problems.size() == 1 ? " validation error" : " validation errors") + " detected: "
                + String.join("; ", problems);
    }

    private Validation length(String path, Object value, int length, int min, int max) {
        if (length < min) {
            problem(path, value, "Member must have length greater than or equal to " + min);
        } else if (length > max) {
            problem(path, value, "Member must have length less than or equal to " + max);
        }
        return this;
    }

    private void problem(String path, Object value, String constraint) {
        problems.add("Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint);
    }
}
