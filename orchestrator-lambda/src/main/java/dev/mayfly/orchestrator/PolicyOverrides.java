package dev.mayfly.orchestrator;

import dev.mayfly.orchestrator.run.RunPolicy;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policy, with single durations replaced: {@code quiet=PT10S,retryAfter=PT5S}. */
record PolicyOverrides(RunPolicy policy, Optional<Duration> quiet) {
    private static final List<String> NAMES =
            List.of("quiet", "window", "launchDeadline", "deadMan", "release", "retryAfter", "actorLease", "logGrace");

    static PolicyOverrides parse(String text) {
        Map<String, Duration> given = new LinkedHashMap<>();
        Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(pair -> !pair.isEmpty())
                .forEach(pair -> read(pair, given));
        RunPolicy usual = RunPolicy.STANDARD;
        RunPolicy policy = new RunPolicy(
                given.getOrDefault("window", usual.window()),
                given.getOrDefault("launchDeadline", usual.launchDeadline()),
                given.getOrDefault("deadMan", usual.deadMan()),
                given.getOrDefault("release", usual.release()),
                given.containsKey("retryAfter") ? List.of(given.get("retryAfter")) : usual.retryAfter(),
                usual.maxLaunches(),
                given.getOrDefault("actorLease", usual.actorLease()),
                given.getOrDefault("logGrace", usual.logGrace()));
        return new PolicyOverrides(policy, Optional.ofNullable(given.get("quiet")));
    }

    private static void read(String pair, Map<String, Duration> given) {
        String[] parts = pair.split("=", 2);
        if (parts.length != 2 || !NAMES.contains(parts[0])) {
            throw new IllegalArgumentException(
                    "'%s' is no duration of the policy: name=PT30S would be, with a name of %s".formatted(pair, NAMES));
        }
        try {
            given.put(parts[0], Duration.parse(parts[1]));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'%s' is no duration: PT30S or PT10M would be".formatted(parts[1]), e);
        }
    }
}
