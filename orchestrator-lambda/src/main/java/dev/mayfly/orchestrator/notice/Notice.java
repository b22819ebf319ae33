package dev.mayfly.orchestrator.notice;

import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import java.util.Locale;
import java.util.StringJoiner;

/** A run's end in words: a subject of at most 100 characters, as mail takes it, and a text. */
public record Notice(String subject, String text) {
    private static final int LONGEST_SUBJECT = 100;

    /** The notice of a run that has ended. */
    public static Notice of(Run run) {
        String subject =
                "Mayfly: %s %s".formatted(run.dataset(), run.state().name().toLowerCase(Locale.ROOT));
        StringJoiner text = new StringJoiner("\n");
        text.add("Run " + run.id() + " of dataset " + run.dataset() + ": "
                + run.state().name());
        if (run.state() instanceof RunState.Ended ended) {
            ended.outcome().reason().map(FailureReason::message).ifPresent(text::add);
        }
        run.generation()
                .filter(made -> run.state().name().equals("SUCCEEDED"))
                .ifPresent(made -> made.tables()
                        .forEach((table, summary) -> text.add("%s: %d rows in %d partitions, %d rejected"
                                .formatted(table, summary.rows(), summary.partitions(), summary.rejected()))));
        text.add("Cost: " + run.committed() + ", budget " + run.budget());
        return new Notice(subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT)), text.toString());
    }
}
