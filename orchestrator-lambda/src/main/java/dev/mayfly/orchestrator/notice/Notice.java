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
            return "Until it is put right, readers may see what is not as it should be. Then: " + again(run);
        }
        return switch (state) {
            case "SUCCEEDED" ->
                switch (run.kind()) {
                    case PIN -> "It can be read by its name and is kept until somebody says unpin.";
                    case REPAIR ->
                        "Readers see again what they should; who changed it by hand will find it changed back.";
                    case TRANSFORM, APPROVAL, ROLLBACK -> "Readers see it now; rollback restores what they saw before.";
                };
            case "HELD" ->
                "The tables are as they were. To go on: {\"command\": \"approve\", \"dataset\": \"%s\", \"by\": \"you\", \"reason\": \"why\"}"
                        .formatted(run.dataset());
            default -> "%s Mend the cause, then: %s".formatted(standing(run), again(run));
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
            return "The tables that readers know are as they were.";
        }
        String tables = refused
                ? "Where no table is named above that shows it already, the tables are as they were."
                : "The tables are as they were.";
        return run.kind() == Run.Kind.ROLLBACK
                ? tables + " The dataset is held, and nothing starts until somebody says release."
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
