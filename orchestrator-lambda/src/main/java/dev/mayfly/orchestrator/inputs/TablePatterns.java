package dev.mayfly.orchestrator.inputs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which tables the patterns of a dataset give a file to. */
public final class TablePatterns {
    private final Map<String, FilePattern> patterns = new LinkedHashMap<>();

    /** The pattern of each table, by the table's name. */
    public TablePatterns(Map<String, String> byTable) {
        byTable.forEach((table, pattern) -> patterns.put(table, FilePattern.of(pattern)));
    }

    /** The tables whose pattern matches a key below the source. */
    public List<String> tables(String name) {
        return patterns.entrySet().stream()
                .filter(table -> table.getValue().matches(name))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether any table reads it. */
    public boolean match(String name) {
        return patterns.values().stream().anyMatch(pattern -> pattern.matches(name));
    }

    /** Why no table reads a file that none matches, and what to do where that is likely a mistake. */
    public String whyUnmatched(String name) {
        Optional<Map.Entry<String, FilePattern>> nearly = patterns.entrySet().stream()
                .filter(table -> table.getValue().matchesInOtherCase(name))
                .findFirst();
        return nearly.map(table -> "it matches %s of table %s but for letter case: rename it, or widen the pattern"
                        .formatted(table.getValue(), table.getKey()))
                .orElse("it matches no table's pattern");
    }
}
