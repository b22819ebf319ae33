package dev.mayfly.simulator.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Buckets;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/**
 * No run starts from files that arrived less than the quiet time before, unless a manifest asked for exactly these, the oldest
 * change that no run has dealt with is older than the longest wait, or a person asked for a run. A file that is as it was
 * once before may be taken for one that never changed: between two looks nobody sees the difference.
 */
final class WaitsForQuiet implements InvariantChecker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ASKS = Set.of("run", "rerun", "approve");
    /** So long may have passed between the listing that a run is made from and the run. */
    private static final Duration AN_INVOCATION = Duration.ofMinutes(3);

    private final Account account;
    private final Violations verdicts;
    private final Duration quiet;
    private final Duration maxWait;
    private final Duration beforeDeadline;
    private final Map<String, Files> files = new HashMap<>();
    /** When a person last asked for runs, by deployment: perhaps before there was any file. */
    private final Map<String, Instant> asked = new HashMap<>();

    /** The files of one dataset. */
    private static final class Files {
        private final Map<String, Instant> since = new LinkedHashMap<>();
        private final Map<String, Instant> changed = new LinkedHashMap<>();
        private final Set<Set<String>> askedFor = new HashSet<>();
        private Set<String> dealtWith = Set.of();
        private Instant lastStart = Instant.EPOCH;
        private Instant lastLaunch = Instant.EPOCH;
    }

    WaitsForQuiet(Account account, Violations verdicts, Duration quiet, Duration maxWait, Duration beforeDeadline) {
        this.account = account;
        this.verdicts = verdicts;
        this.quiet = quiet;
        this.maxWait = maxWait;
        this.beforeDeadline = beforeDeadline;
    }

    private Files of(String deployment, String dataset) {
        return files.computeIfAbsent(deployment + "/" + dataset, name -> new Files());
    }

    @Override
    public void uploaded(String deployment, String dataset, String key, Buckets.Stored stored) {
        Files known = of(deployment, dataset);
        if (key.endsWith("_manifest.json")) {
            known.askedFor.add(listed(dataset, stored));
            return;
        }
        String version = "/" + key + " " + stored.etag();
        known.since.putIfAbsent(version, account.time().instant());
        known.changed.put(version, account.time().instant());
    }

    private static Set<String> listed(String dataset, Buckets.Stored manifest) {
        try {
            Set<String> versions = new HashSet<>();
            for (JsonNode file : JSON.readTree(manifest.bytes()).path("files")) {
                versions.add("/%s/%s %s"
                        .formatted(
                                dataset,
                                file.path("key").asText(),
                                file.path("etag").asText()));
            }
            return versions;
        } catch (IOException e) {
            throw new UncheckedIOException("a manifest is no JSON", e);
        }
    }

    @Override
    public void said(String deployment, String command) {
        if (ASKS.contains(command)) {
            asked.put(deployment, account.time().instant());
        }
    }

    @Override
    public void launchReceived(RunJobFlowRequest request) {
        AttemptRef.of(request)
                .filter(works -> works.attempt() == 1)
                .ifPresent(works -> AttemptRef.plan(account, request)
                        .ifPresent(plan -> judge(
                                plan,
                                of(works.deployment(), works.dataset()),
                                asked.getOrDefault(works.deployment(), Instant.EPOCH))));
    }

    private void judge(RunPlan plan, Files known, Instant asked) {
        Instant start = plan.deadline().minus(beforeDeadline);
        if (start.isBefore(known.lastStart)) {
            // It takes effect after the next one was launched; what was known when it was meant has been overwritten.
            return;
        }
        Set<String> versions = plan.tables().stream()
                .flatMap(table -> table.inputs().stream())
                .map(WaitsForQuiet::version)
                .collect(Collectors.toSet());
        Instant youngest = versions.stream()
                .map(version -> known.since.getOrDefault(version, start))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        boolean still = !youngest.plus(quiet).isAfter(start);
        boolean personAsks = asked.isAfter(known.lastLaunch);
        if (!still && !personAsks && !known.askedFor.contains(versions) && !longAwaited(start, known)) {
            verdicts.violated(
                    "waits for quiet",
                    "run %s starts %s after its youngest file"
                            .formatted(plan.runId(), Duration.between(youngest, start)));
        }
        known.lastLaunch = account.time().instant();
        known.dealtWith = versions;
        known.lastStart = start;
    }

    /** A copy of a restless file lies below the attempt that reads it, under the file's own key. */
    private static String version(InputFile input) {
        return input.uri().getPath().replaceFirst("^/inputs/[^/]+", "") + " " + input.etag();
    }

    private boolean longAwaited(Instant start, Files known) {
        return known.changed.entrySet().stream()
                .filter(change -> !known.dealtWith.contains(change.getKey()))
                .map(Map.Entry::getValue)
                .filter(at -> !at.isBefore(known.lastStart.minus(AN_INVOCATION)))
                .anyMatch(at -> !at.plus(maxWait).isAfter(start));
    }
}
