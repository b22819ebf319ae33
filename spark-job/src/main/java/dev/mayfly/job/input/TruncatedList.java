package dev.mayfly.job.input;

import java.util.List;

/** A list of problems as a sentence shows it: the first few, and how many more there are. */
final class TruncatedList {
    private static final int MOST = 3;

    static String some(List<String> problems) {
        String first = String.join("; ", problems.subList(0, Math.min(MOST, problems.size())));
        int more = problems.size() - MOST;
        return more > 0 ? first + "; and %d more".formatted(more) : first;
    }

    private TruncatedList() {}
}
