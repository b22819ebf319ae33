package dev.mayfly.simulator.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Buckets;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/**
 * While a person holds a dataset, or has drained the deployment, nothing is launched for it; and what was cancelled is not
 * launched again by itself, neither by the same run nor by another over the same files.
 */
final class StaysStopped implements InvariantChecker {
    private static final Set<String> STARTS_ANEW = Set.of("run", "rerun", "approve", "new job", "new definition");
    private static final String CANCELLED = "CANCELLED";
    /** So long a word may lie in the queue, and work, before or after another that was said later. */
    private static final Duration OVERTAKEN = Duration.ofMinutes(15);

    private final Account account;
    private final Violations verdicts;
    private final Duration beforeDeadline;
    private final Map<String, Instant> held = new HashMap<>();
    private final Map<String, Instant> released = new HashMap<>();
    private final Map<String, Instant> stopped = new HashMap<>();
    private final Map<String, Launched> launched = new HashMap<>();
    private final Map<String, Launched> cancelled = new HashMap<>();
    private final Map<String, String> contents = new HashMap<>();
    /** Since when there is a reason for a new run, by deployment or by its dataset. */
    private final Map<String, Instant> reasons = new HashMap<>();

    /** The first attempt of a run, and what it was for: tables of this shape, from these files. */
    private record Launched(String tables, Instant since, Set<String> work) {}

    StaysStopped(Account account, Violations verdicts, Duration beforeDeadline) {
        this.account = account;
        this.verdicts = verdicts;
        this.beforeDeadline = beforeDeadline;
    }

    @Override
    public void said(String deployment, String command) {
        if (command.equals("release")) {
            released.put(deployment, account.time().instant());
            held.keySet().removeIf(tables -> tables.startsWith(deployment + "/"));
        }
        if (STARTS_ANEW.contains(command)) {
            reasons.put(deployment, account.time().instant());
            cancelled.keySet().removeIf(tables -> tables.startsWith(deployment + "/"));
            launched.values().removeIf(run -> run.tables().startsWith(deployment + "/"));
        }
    }

    @Override
    public void uploaded(String deployment, String dataset, String key, Buckets.Stored stored) {
        if (!stored.etag().equals(contents.put(deployment + "/" + key, stored.etag()))) {
            reasons.put(deployment + "/" + dataset, account.time().instant());
            cancelled.remove(deployment + "/" + dataset);
            launched.values().removeIf(run -> run.tables().equals(deployment + "/" + dataset));
        }
    }

    @Override
    public void answered(String deployment, JsonNode asked, JsonNode answer) {
        Instant now = account.time().instant();
        boolean done = answer.path("ok").asBoolean() && answer.path("done").asBoolean(true);
        String tables = deployment + "/" + asked.path("dataset").asText();
        String message = answer.path("message").asText();
        switch (asked.path("command").asText()) {
            case "hold" -> {
                if (done && !releasedLately(deployment, now)) {
                    held.put(tables, now);
                }
            }
            case "drain" -> {
                if (done && !releasedLately(deployment, now)) {
                    answer.path("datasets")
                            .fieldNames()
                            .forEachRemaining(name -> held.put(deployment + "/" + name, now));
                }
            }
            case "cancel" -> {
                JsonNode run = answer.path("run");
                boolean heard = message.contains("ENDING already")
                        || run.path("reason").path("code").asText().equals("CANCELLED");
                if (done && heard && run.path("state").asText().equals("ENDING")) {
                    stopped.putIfAbsent(run.path("runId").asText(), now);
                }
            }
            default -> {
                return;
            }
        }
    }

    private boolean releasedLately(String deployment, Instant now) {
        return released.getOrDefault(deployment, Instant.EPOCH).isAfter(now.minus(OVERTAKEN));
    }

    @Override
    public void noticed(Notice notice) {
        if (notice.end().equals(CANCELLED)) {
            Launched run = launched.get(notice.of());
            if (run != null) {
                cancelled.putIfAbsent(
                        run.tables(), new Launched(run.tables(), account.time().instant(), run.work()));
            }
        }
    }

    @Override
    public void launchReceived(RunJobFlowRequest request) {
        AttemptRef.of(request)
                .ifPresent(works -> AttemptRef.plan(account, request).ifPresent(plan -> judge(works, plan)));
    }

    /** A launch may take effect after a reason for the next run has come. */
    private boolean overtaken(AttemptRef works, Instant intent) {
        return Stream.of(works.deployment(), works.tables())
                .anyMatch(name -> reasons.getOrDefault(name, Instant.EPOCH).isAfter(intent));
    }

    private void judge(AttemptRef works, RunPlan plan) {
        Instant intent = plan.deadline().minus(beforeDeadline);
        Set<String> work = AttemptRef.made(plan);
        if (intent.isAfter(held.getOrDefault(works.tables(), Instant.MAX))) {
            verdicts.violated("stays held", "%s is launched while a person holds it".formatted(works.attemptName()));
        }
        if (intent.isAfter(stopped.getOrDefault(works.run(), Instant.MAX))) {
            verdicts.violated("stays cancelled", works.attemptName() + " is launched after a person ended its run");
        }
        Launched before = cancelled.get(works.tables());
        if (before != null && intent.isAfter(before.since()) && work.equals(before.work())) {
            verdicts.violated("stays cancelled", works.attemptName() + " is over the files of a cancelled run");
        }
        if (works.attempt() == 1 && !overtaken(works, intent)) {
            launched.put(works.run(), new Launched(works.tables(), intent, work));
        }
    }
}
