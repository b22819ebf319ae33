package dev.mayfly.orchestrator.run;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The objects below a source that no table reads: how many, the first of them with the reason, and how many hidden ones a table's pattern would
 * match. Folder markers and the manifest are not counted.
 */
public record IgnoredFiles(long files, List<Example> examples, long hidden) {
    /** There are none. */
    public static final IgnoredFiles NONE = new IgnoredFiles(0, List.of(), 0);

    private static final int SHOWN = 3;
    private static final int LONGEST_NAME = 80;

    /** An object by its key below the source, and why no table reads it. */
    public record Example(String file, String why) {
        @Override
        public String toString() {
            return "%s (%s)".formatted(TextLimits.truncate(file, LONGEST_NAME), why);
        }
    }

    public IgnoredFiles {
        examples = List.copyOf(examples);
    }

    public boolean isEmpty() {
        return files == 0;
    }

    /** How many and which, as a clause; empty where there are none. */
    public String describe() {
        if (isEmpty()) {
            return "";
        }
        String named = examples.stream().limit(SHOWN).map(Example::toString).collect(Collectors.joining(", "));
        long more = files - Math.min(SHOWN, examples.size());
        return "%d %s to no table and %s not read: %s%s"
                .formatted(
                        files,
                        files == 1 ? "object belongs" : "objects belong",
                        files == 1 ? "is" : "are",
                        named,
                        more > 0 ? " and %d more".formatted(more) : "");
    }
}
