package dev.mayfly.orchestrator.run;

import java.util.List;

/** What a failed step's log tells: its likely cause in a sentence, or nothing, and the lines that show it. */
public record StepLog(String likelyCause, List<String> excerpt) {
    public StepLog {
        excerpt = List.copyOf(excerpt);
    }
}
