package dev.mayfly.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Says how things go: a bar that is redrawn on a terminal, a line for each step elsewhere. Always to standard error. */
final class Progress {
    private final PrintStream out;
    private final boolean terminal;
    private ProgressBar bar;
    private String last = "";

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void say(String sentence) {
        end();
        out.println(sentence);
    }

    void begin(String task, long most, String unit) {
        end();
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(most)
                    .setUnit(unit, 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(out))
                    .setUpdateIntervalMillis(200)
                    .build();
        } else {
            out.println(task + " ...");
        }
    }

    void step(long by) {
        if (bar != null) {
            bar.stepBy(by);
        }
    }

    /** How a run stands now. */
    void run(JsonNode run) {
        String step = step(run);
        if (terminal) {
            if (bar == null) {
                begin("run", -1, "");
            }
            bar.setExtraMessage(step + figures(run));
        } else if (!step.equals(last)) {
            out.println(step + figures(run));
        }
        last = step;
    }

    private static String step(JsonNode run) {
        StringBuilder text = new StringBuilder(run.path("state").asText());
        JsonNode attempt = run.path("attempts").path(run.path("attempts").size() - 1);
        if (attempt.hasNonNull("clusterId")) {
            text.append(" · cluster ")
                    .append(attempt.path("clusterId").asText())
                    .append(' ')
                    .append(attempt.path("clusterState").asText());
        }
        JsonNode progress = run.path("progress");
        if (progress.isObject()) {
            text.append(" · ").append(progress.path("phase").asText());
            text.append(progress.path("table").asText().isEmpty() ? "" : " ")
                    .append(progress.path("table").asText());
        }
        return text.toString();
    }

    private static String figures(JsonNode run) {
        JsonNode progress = run.path("progress");
        JsonNode cost = run.path("cost");
        return (progress.isObject()
                        ? " · %d Spark stages done · %,d rows read, %,d written"
                                .formatted(
                                        progress.path("stagesDone").asInt(),
                                        progress.path("rowsRead").asLong(),
                                        progress.path("rowsWritten").asLong())
                        : "")
                + " · %s of %s USD"
                        .formatted(
                                cost.path("accruedUsd").asText(),
                                cost.path("budgetUsd").asText());
    }

    /** Takes the bar away; saying it twice does no harm. */
    void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
