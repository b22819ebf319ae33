package dev.mayfly.orchestrator.exchange;

import dev.mayfly.orchestrator.run.StepLog;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds in a step's log the lines that tell most, and what probably went wrong. */
final class StepLogReader {
    private static final int MOST_LINES = 20;
    private static final int LONGEST_LINE = 500;
    private static final Pattern TELLING =
            Pattern.compile("\\b(ERROR|FATAL)\\b|Exception|Caused by|OutOfMemoryError|Killed|SIGTERM");
    private static final List<Likely> CAUSES = List.of(
            new Likely(
                    "OutOfMemoryError|Java heap space|Container killed by YARN for exceeding",
                    "it ran out of memory: take a larger template"),
            new Likely("AccessDenied|Access Denied|403 Forbidden|not authorized", "a permission is missing"),
            new Likely("ExecutorLostFailure|Lost executor|node.*(lost|decommission)", "a node was lost"),
            new Likely("NoSuchKey|FileNotFoundException|No such file", "a file was not there"),
            new Likely("No space left on device", "a disk was full: take a larger template"),
            new Likely("SIGTERM|RECEIVED SIGNAL|Killed", "its process was killed"));

    private record Likely(Pattern signs, String sentence) {
        Likely(String signs, String sentence) {
            this(Pattern.compile(signs), sentence);
        }
    }

    static StepLog read(String log) {
        List<String> lines = log.lines().toList();
        String cause = CAUSES.stream()
                .filter(likely -> lines.stream()
                        .anyMatch(line -> likely.signs().matcher(line).find()))
                .findFirst()
                .map(Likely::sentence)
                .orElse("");
        List<String> telling =
                lines.stream().filter(line -> TELLING.matcher(line).find()).toList();
        return new StepLog(cause, last(telling.isEmpty() ? lines : telling));
    }

    private static List<String> last(List<String> lines) {
        List<String> kept = new ArrayList<>();
        for (String line : lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size())) {
            kept.add(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line);
        }
        return kept.isEmpty() ? List.of("(the log is empty)") : kept;
    }

    private StepLogReader() {}
}
