package dev.mayfly.contract;

import java.util.Map;
import java.util.TreeMap;

/** What did the work: its name and version, the job's version, the committer that really ran, and the settings that shape the output. */
public record EngineInfo(
        String name, String version, String jobVersion, String committer, Map<String, String> settings) {
    public EngineInfo {
        settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}
