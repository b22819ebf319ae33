package dev.mayfly.job;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.RunFailure;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.job.failure.StepFailure;
import dev.mayfly.job.failure.ThrownText;
import dev.mayfly.job.failure.UnexpectedFailure;
import dev.mayfly.job.progress.ProgressReport;
import dev.mayfly.job.store.Stores;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run whose claim is this driver's: it leaves a manifest or a failure behind, never both, and gives up at the plan's deadline. */
final class RunExecution {
    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);
    /** How long a manifest that is being written at the deadline may take. */
    private static final Duration LAST_WRITE = Duration.ofMinutes(2);

    private static final Duration PUTTING_AWAY = Duration.ofSeconds(10);

    private final RunPlan plan;
    private final String planSha256;
    private final String cluster;
    private final Stores stores;
    private final Clock clock;
    /** Whoever sets it, the work or the deadline, says how the run ended. */
    private final AtomicBoolean decided = new AtomicBoolean();

    RunExecution(RunPlan plan, String planSha256, String cluster, Stores stores, Clock clock) {
        this.plan = plan;
        this.planSha256 = planSha256;
        this.cluster = cluster;
        this.stores = stores;
        this.clock = clock;
    }

    int execute(Supplier<SparkSession> session) {
        FutureTask<Integer> work = new FutureTask<>(() -> work(session));
        Thread worker = new Thread(work, "transform");
        worker.setDaemon(true);
        worker.start();
        try {
            return await(work, Duration.between(clock.instant(), plan.deadline()));
        } catch (TimeoutException e) {
            return deadline(work, worker);
        }
    }

    private int deadline(FutureTask<Integer> work, Thread worker) {
        if (decided.compareAndSet(false, true)) {
            work.cancel(true);
            int code = fail(new StepFailure(
                    Cause.DEADLINE,
                    "The step was not done by its deadline, %s, and gave up. A longer maxDuration or a larger cluster template would give it time"
                            .formatted(plan.deadline())));
            rest(worker);
            return code;
        }
        try {
            return await(work, LAST_WRITE);
        } catch (TimeoutException e) {
            LOG.error("the last write did not end within {}", LAST_WRITE);
            return TransformJob.FAILED;
        }
    }

    /** Lets interrupted work put its things away; the process ends anyway. */
    private static void rest(Thread worker) {
        try {
            worker.join(PUTTING_AWAY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int await(FutureTask<Integer> work, Duration time) throws TimeoutException {
        try {
            return work.get(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return TransformJob.FAILED;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the step broke while it ended", e.getCause());
        }
    }

    private int work(Supplier<SparkSession> session) {
        try (ProgressReport progress = new ProgressReport(plan, stores.documents(), clock)) {
            progress.start();
            Phases phases = new Phases(clock, progress);
            SparkSession spark = phases.in("session", "", session);
            spark.sparkContext().addSparkListener(progress);
            try {
                return transform(new Transform(spark, plan, phases, stores));
            } finally {
                spark.sparkContext().removeSparkListener(progress);
            }
        } catch (Throwable e) {
            return failed(Diagnosis.of(e));
        }
    }

    private int failed(StepFailure failure) {
        if (decided.compareAndSet(false, true)) {
            return fail(failure);
        }
        // The manifest may be there though its write failed, so nothing may stand beside it; or the deadline has
        // spoken.
        LOG.error("after the end was decided: {}", failure.getMessage(), failure.getCause());
        return TransformJob.FAILED;
    }

    private int transform(Transform transform) {
        RunManifest manifest = transform.run(cluster, planSha256);
        if (!decided.compareAndSet(false, true)) {
            return TransformJob.FAILED;
        }
        write(manifest);
        manifest.tables()
                .forEach(table -> LOG.info(
                        "table {}: {} rows in {} partitions, {} bytes, {} rejected",
                        table.name(),
                        table.rows(),
                        table.partitions(),
                        table.bytes(),
                        table.rejected()));
        LOG.info("done, in seconds {}: {}", manifest.seconds(), plan.manifest());
        return TransformJob.DONE;
    }

    private void write(RunManifest manifest) {
        try {
            stores.once().create(plan.manifest(), ContractJson.bytes(manifest));
        } catch (Throwable e) {
            throw UnexpectedFailure.inStep("while the manifest was written", e);
        }
    }

    private int fail(StepFailure failure) {
        LOG.error("{}: {}", failure.reason(), failure.getMessage());
        if (failure.getCause() != null) {
            LOG.error("{}", ThrownText.trace(failure.getCause()));
        }
        RunFailure document = new RunFailure(plan.runId(), plan.attempt(), failure.reason(), failure.getMessage());
        stores.once().create(plan.failure(), ContractJson.bytes(document));
        return TransformJob.FAILED;
    }
}
