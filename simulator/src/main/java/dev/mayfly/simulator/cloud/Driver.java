package dev.mayfly.simulator.cloud;

import dev.mayfly.contract.Claim;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.RunFailure;
import dev.mayfly.contract.RunPlan;
import java.net.URI;
import java.util.Optional;

/** The step's process: claims its attempt, works, and leaves output and manifest, or fails in one of the ways that drivers fail. */
public final class Driver {
    private final Account account;
    private final Cluster cluster;
    private final ClusterScript fate;
    private boolean dead;
    private boolean working;
    private Optional<RunPlan> plan = Optional.empty();

    Driver(Account account, Cluster cluster, ClusterScript fate) {
        this.account = account;
        this.cluster = cluster;
        this.fate = fate;
    }

    void start() {
        if (fate.trouble() == ClusterScript.FailureMode.STEP_FAILS) {
            then(fate.beforeClaim(), () -> exit(false));
            return;
        }
        URI where = LaunchRequests.plan(cluster.request()).orElseThrow();
        Optional<byte[]> bytes = account.buckets().get(where).map(Buckets.Stored::bytes);
        String sha256 = LaunchRequests.argument(cluster.request(), "--sha256").orElseThrow();
        if (bytes.isEmpty() || !ContractJson.sha256(bytes.get()).equals(sha256)) {
            then(fate.beforeClaim(), () -> exit(false));
            return;
        }
        plan = Optional.of(account.plans().read(sha256, bytes.get()));
        then(fate.beforeClaim(), this::claim);
    }

    private void claim() {
        RunPlan work = plan.orElseThrow();
        Claim ours = new Claim(
                work.runId(),
                work.attempt(),
                Claim.Holder.DRIVER,
                cluster.id(),
                "driver-" + cluster.id(),
                account.time().instant());
        if (account.driversClaim() && account.buckets().get(work.claim()).isPresent()) {
            note("finds its attempt taken");
            exit(false);
            return;
        }
        account.buckets().put(work.claim(), ContractJson.bytes(ours));
        note("claims its attempt");
        working = true;
        account.checkers().forEach(checker -> checker.workBegins(this, work));
        long untilDeadline = work.deadline().toEpochMilli() - account.time().millis();
        if (fate.trouble() == ClusterScript.FailureMode.DRIVER_HANGS) {
            return;
        }
        then(untilDeadline, () -> giveUp(RunFailure.Cause.DEADLINE, "its deadline has passed"));
        then(fate.work() / 2, this::halfway);
    }

    private void halfway() {
        DriverOutput output = new DriverOutput(account, cluster.id(), plan.orElseThrow());
        if (output.inputsChanged()) {
            giveUp(RunFailure.Cause.INPUT_CHANGED, "an input is not the one that the plan pins");
            return;
        }
        Optional<String> bad = output.badInput();
        if (bad.isPresent()) {
            giveUp(RunFailure.Cause.BAD_INPUT, bad.get());
            return;
        }
        output.writeFirstFiles();
        switch (fate.trouble()) {
            case STEP_FAILS_AFTER_CLAIM -> giveUp(RunFailure.Cause.INTERNAL, "it ran out of memory");
            case DRIVER_DIES_HALFWAY -> exit(false);
            default -> then(fate.work() / 2, () -> finish(output));
        }
    }

    private void finish(DriverOutput output) {
        if (output.inputsChanged()) {
            giveUp(RunFailure.Cause.INPUT_CHANGED, "an input is not the one that the plan pins");
            return;
        }
        output.writeTheRest(
                fate.trouble(),
                LaunchRequests.argument(cluster.request(), "--sha256").orElseThrow());
        note("leaves its manifest");
        exit(fate.trouble() != ClusterScript.FailureMode.FAILS_AFTER_MANIFEST);
    }

    private void giveUp(RunFailure.Cause cause, String message) {
        RunPlan work = plan.orElseThrow();
        account.buckets()
                .put(work.failure(), ContractJson.bytes(new RunFailure(work.runId(), work.attempt(), cause, message)));
        note("gives up: " + message);
        exit(false);
    }

    private void exit(boolean well) {
        die();
        cluster.stepEnded(well);
    }

    /** The process is gone. */
    void die() {
        if (!dead) {
            dead = true;
            if (working) {
                working = false;
                account.checkers().forEach(checker -> checker.workEnds(this));
            }
        }
    }

    private void then(long millis, Runnable next) {
        account.time().after(millis, () -> {
            if (!dead) {
                next.run();
            }
        });
    }

    private void note(String what) {
        account.trace().note(account.time().elapsed(), "driver", () -> "on " + cluster.id() + " " + what);
    }

    public Cluster cluster() {
        return cluster;
    }
}
