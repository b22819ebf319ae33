package dev.mayfly.simulator.invariant;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Buckets;
import dev.mayfly.simulator.cloud.LaunchRequests;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/** Which deployment, dataset, run and attempt a cluster was asked for. */
record AttemptRef(String deployment, String dataset, String run, int attempt) {
    private static final Pattern NAME = Pattern.compile("mayfly/([^/]+)/([^/]+)/([^/]+)/a([0-9]+)");

    private static final DateTimeFormatter RUN_ID = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final int TIME_IN_RUN_ID = 16;

    static Optional<AttemptRef> of(RunJobFlowRequest request) {
        Matcher name = NAME.matcher(request.name());
        return name.matches()
                ? Optional.of(
                        new AttemptRef(name.group(1), name.group(2), name.group(3), Integer.parseInt(name.group(4))))
                : Optional.empty();
    }

    /** The plan that a request names, as it lies there. */
    static Optional<RunPlan> plan(Account account, RunJobFlowRequest request) {
        return LaunchRequests.plan(request)
                .flatMap(account.buckets()::get)
                .map(Buckets.Stored::bytes)
                .map(bytes -> account.plans().read(ContractJson.sha256(bytes), bytes));
    }

    /** What a plan makes of which files: the same again is the same work, by another definition it is not. */
    static Set<String> made(RunPlan plan) {
        return plan.tables().stream()
                .map(table -> "%s %s %s".formatted(table.columns(), table.layout(), table.inputs()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** When a run was thought of, with which its id begins. */
    static Instant createdAt(String run) {
        return LocalDateTime.parse(run.substring(0, TIME_IN_RUN_ID), RUN_ID).toInstant(ZoneOffset.UTC);
    }

    String attemptName() {
        return run + "-a" + attempt;
    }

    String tables() {
        return deployment + "/" + dataset;
    }
}
