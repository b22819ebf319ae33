package dev.mayfly.local.scheduler;

import dev.mayfly.local.http.AwsError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a one-time schedule is due. */
final class ScheduleTime {
    private static final Pattern AT = Pattern.compile("at\\((\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})\\)");

    private ScheduleTime() {}

    static Instant of(String expression, String zone) {
        Matcher matcher = AT.matcher(expression);
        if (!matcher.matches()) {
            throw new AwsError(
                    400,
                    "ValidationException",
                    "Invalid Schedule Expression " + expression
                            + ". The embedded cloud understands at(yyyy-mm-ddThh:mm:ss).");
        }
        try {
            return LocalDateTime.parse(matcher.group(1))
                    .atZone(ZoneId.of(zone == null ? "UTC" : zone))
                    .toInstant();
        } catch (DateTimeException e) {
            throw new AwsError(400, "ValidationException", "Invalid Schedule Expression " + expression + ".");
        }
    }
}
