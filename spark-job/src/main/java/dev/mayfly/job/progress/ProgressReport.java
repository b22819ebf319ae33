package dev.mayfly.job.progress;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.RunProgress;
import dev.mayfly.job.store.Documents;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people who wait how far the step has come, once a second at most; it is best effort and never fails the step. */
public final class ProgressReport extends SparkListener implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReport.class);
    private static final int LAST_WRITE_SECONDS = 5;
    private static final String READING = "check";
    private static final String WRITING = "write";

    private final RunPlan plan;
    private final Documents documents;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private String phase = "start";
    private String table = "";
    private int stagesDone;
    private int tasksDone;
    private int tasksTotal;
    private long rowsRead;
    private long rowsWritten;
    private boolean changed = true;

    public ProgressReport(RunPlan plan, Documents documents, Clock clock) {
        this.plan = plan;
        this.documents = documents;
        this.clock = clock;
    }

    public void start() {
        // tell() never throws, so there is nothing to hear from the future.
        var unused = timer.scheduleWithFixedDelay(this::tell, 0, 1, TimeUnit.SECONDS);
    }

    public synchronized void phase(String name, String tableName) {
        phase = name;
        table = tableName;
        changed = true;
        LOG.info("{} {}", name, tableName);
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
        tasksDone = 0;
        tasksTotal = event.stageInfo().numTasks();
        changed = true;
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted event) {
        stagesDone++;
        changed = true;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
        tasksDone++;
        changed = true;
        if (!event.taskInfo().successful() || event.taskMetrics() == null) {
            return;
        }
        // Inputs are read once to count and once more to write; only the first reading is told.
        if (phase.equals(READING)) {
            rowsRead += event.taskMetrics().inputMetrics().recordsRead();
        } else if (phase.equals(WRITING)) {
            rowsWritten += event.taskMetrics().outputMetrics().recordsWritten();
        }
    }

    private void tell() {
        try {
            RunProgress now;
            synchronized (this) {
                if (!changed) {
                    return;
                }
                changed = false;
                now = new RunProgress(
                        plan.runId(),
                        plan.attempt(),
                        phase,
                        table,
                        stagesDone,
                        tasksDone,
                        tasksTotal,
                        rowsRead,
                        rowsWritten,
                        clock.instant());
            }
            documents.overwrite(plan.progress(), ContractJson.bytes(now));
        } catch (IOException | RuntimeException e) {
            LOG.debug("progress is not told: {}", e.toString());
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            // A write at hand would otherwise overtake the last one, and outlive the step.
            if (timer.awaitTermination(LAST_WRITE_SECONDS, TimeUnit.SECONDS)) {
                tell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
