package dev.mayfly.orchestrator;

import dev.mayfly.orchestrator.run.RunPolicy;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policy, with single figures replaced: {@code quiet=PT10S,retryAfter=PT5S,kept=3}. */
record PolicyOverrides(RunPolicy policy, Optional<Duration> quiet) {
    private static final String KEPT = "kept";
    private static final List<String> NAMES = List.of(
            "quiet",
            "window",
            "launchDeadline",
            "deadMan",
            "release",
            "retryAfter",
            "actorLease",
            "logGrace",
            "grace",
            "auditAfter",
            "auditEvery");

    static PolicyOverrides parse(String text) {
        Map<String, Duration> given = new LinkedHashMap<>();
        RunPolicy usual = RunPolicy.STANDARD;
        int kept = usual.kept();
        for (String pair : text.split(",", -1)) {
            if (pair.strip().startsWith(KEPT + "=")) {
                kept = count(pair.strip());
            } else if (!pair.isBlank()) {
                read(pair.strip(), given);
            }
        }
        RunPolicy policy = new RunPolicy(
                given.getOrDefault("window", usual.window()),
                given.getOrDefault("launchDeadline", usual.launchDeadline()),
                given.getOrDefault("deadMan", usual.deadMan()),
                given.getOrDefault("release", usual.release()),
                given.containsKey("retryAfter") ? List.of(given.get("retryAfter")) : usual.retryAfter(),
                usual.maxLaunches(),
                given.getOrDefault("actorLease", usual.actorLease()),
                given.getOrDefault("logGrace", usual.logGrace()),
                kept,
                given.getOrDefault("grace", usual.grace()),
                given.getOrDefault("auditAfter", usual.auditAfter()),
                given.getOrDefault("auditEvery", usual.auditEvery()));
        return new PolicyOverrides(policy, Optional.ofNullable(given.get("quiet")));
    }

    private static int count(String pair) {
        try {
            return Integer.parseInt(pair.substring(KEPT.length() + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is no count: kept=3 would be".formatted(pair), e);
        }
    }

    private static void read(String pair, Map<String, Duration> given) {
        String[] parts = pair.split("=", 2);
        if (parts.length != 2 || !NAMES.contains(parts[0])) {
            throw new IllegalArgumentException(
                    "Invalid override '%s'. Expected name=PT30S, an ISO 8601 duration, with a name of %s"
                            .formatted(pair, NAMES));
        }
        try {
            given.put(parts[0], Duration.parse(parts[1]));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'%s' is no duration: PT30S or PT10M would be".formatted(parts[1]), e);
        }
    }
}
