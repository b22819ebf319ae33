package dev.mayfly.orchestrator.notice;

import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Something that people should know: a subject of less than 100 characters, as SNS takes it, and a text. {@code key} is the
 * same when a notice is sent twice.
 */
public record Notice(String key, String subject, String text) {
    private static final int LONGEST_SUBJECT = 99;

    public Notice {
        subject = subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT));
    }

    /** The notice of a run that has ended. */
    public static Notice of(Run run) {
        String state = run.state().name();
        StringJoiner text = new StringJoiner("\n");
        text.add("Run " + run.id() + " of dataset " + run.dataset() + ": " + state);
        if (run.kind() == Run.Kind.REPAIR && !run.history().isEmpty()) {
            text.add("The catalog did not show what it should. "
                    + run.history().get(0).cause());
        }
        if (run.state() instanceof RunState.Ended ended) {
            ended.outcome().reason().map(FailureReason::message).ifPresent(text::add);
        }
        run.generation()
                .filter(made -> state.equals("SUCCEEDED"))
                .ifPresent(made -> made.tables()
                        .forEach((table, summary) -> text.add("%s: %d rows in %d partitions, %d rejected"
                                .formatted(table, summary.rows(), summary.partitions(), summary.rejected()))));
        if (run.kind() == Run.Kind.TRANSFORM && !run.history().isEmpty()) {
            // It names the objects that no table reads.
            text.add("Started because: " + run.history().get(0).cause());
        }
        text.add("Cost: " + run.committed() + ", budget " + run.budget());
        text.add(next(run, state));
        return new Notice(run.id() + "/" + state, subject(run, state), text.toString());
    }

    private static String subject(Run run, String state) {
        String what = run.kind() == Run.Kind.REPAIR ? "repair of " : "";
        return "Mayfly: %s%s %s".formatted(what, run.dataset(), state.toLowerCase(Locale.ROOT));
    }

    private static String next(Run run, String state) {
        if (run.kind() == Run.Kind.REPAIR && !state.equals("SUCCEEDED")) {
            return "Until this is fixed, queries may return wrong data. To retry: " + again(run);
        }
        return switch (state) {
            case "SUCCEEDED" ->
                switch (run.kind()) {
                    case PIN -> "It can be queried by its own names and is kept until `unpin`.";
                    case REPAIR ->
                        "The catalog matches the published generation again; changes made by hand were reverted.";
                    case TRANSFORM, APPROVAL, ROLLBACK ->
                        "Queries return it now; `rollback` restores the generation before.";
                };
            case "HELD" ->
                "The tables are unchanged. To publish: {\"command\": \"approve\", \"dataset\": \"%s\", \"by\": \"you\", \"reason\": \"why\"}"
                        .formatted(run.dataset());
            default -> "%s Fix the cause, then run: %s".formatted(standing(run), again(run));
        };
    }

    /** A rerun would launch a cluster over files that were dealt with, where it was never about them. */
    private static String again(Run run) {
        String to = run.kind() == Run.Kind.PIN || run.kind() == Run.Kind.ROLLBACK
                ? run.generation()
                        .map(made -> ", \"to\": \"%s\"".formatted(made.runId()))
                        .orElse("")
                : "";
        return "{\"command\": \"%s\", \"dataset\": \"%s\"%s, \"by\": \"you\", \"reason\": \"why\"}"
                .formatted(run.kind().retryCommand().word(), run.dataset(), to);
    }

    private static String standing(Run run) {
        boolean refused = run.state() instanceof RunState.Ended ended
                && ended.outcome()
                        .reason()
                        .filter(reason -> reason.code() == FailureReason.Code.PUBLISH_REFUSED)
                        .isPresent();
        if (run.kind() == Run.Kind.PIN) {
            return "The existing tables are unchanged.";
        }
        String tables = refused ? "Tables that are not listed above are unchanged." : "The tables are unchanged.";
        return run.kind() == Run.Kind.ROLLBACK
                ? tables + " The dataset is held; no run starts until `release`."
                : tables;
    }

    /** The notice of a cluster that was nobody's and was ended. */
    public static Notice ofOrphan(String clusterId, String clusterName, String why) {
        return new Notice(
                clusterId + "/REAPED",
                "Mayfly: orphan " + clusterId + " ended",
                "Cluster %s (%s) was alive, but %s. It was told to stop.".formatted(clusterId, clusterName, why));
    }
}
