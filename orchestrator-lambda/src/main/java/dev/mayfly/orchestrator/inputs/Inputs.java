package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of each table, and what is wrong with them as a whole. */
public record Inputs(Map<String, List<InputFile>> byTable, List<String> problems) {
    /** The pattern of a table's files, and whether it needs any. */
    public record Wanted(String pattern, boolean required) {}

    public Inputs {
        byTable = java.util.Collections.unmodifiableMap(new TreeMap<>(byTable));
        problems = List.copyOf(problems);
    }

    /** Sorts files into tables by their path below the source; hidden ones (a name that starts with _ or .) belong to none. */
    public static Inputs sort(URI source, List<InputFile> files, Map<String, Wanted> tables) {
        Map<String, FilePattern> patterns = new LinkedHashMap<>();
        Map<String, List<InputFile>> byTable = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        tables.forEach((table, wanted) -> {
            patterns.put(table, FilePattern.of(wanted.pattern()));
            byTable.put(table, new ArrayList<>());
        });
        for (InputFile file : files) {
            String name = below(source, file);
            if (!hidden(name) && !unusable(file.uri())) {
                List<String> owners = patterns.keySet().stream()
                        .filter(table -> patterns.get(table).matches(name))
                        .toList();
                owners.forEach(table -> byTable.get(table).add(file));
                if (owners.size() > 1) {
                    problems.add(
                            "%s belongs to more than one table %s: make their patterns differ".formatted(name, owners));
                }
            }
        }
        tables.forEach((table, wanted) -> {
            if (wanted.required() && byTable.get(table).isEmpty()) {
                problems.add("no file for table %s matches %s yet".formatted(table, wanted.pattern()));
            }
        });
        return new Inputs(byTable, problems);
    }

    /** Whether an object's key is no file's name anywhere: one with a NUL in it is none, and no table's. */
    public static boolean unusable(URI file) {
        return S3Uris.key(file).indexOf('\0') >= 0;
    }

    /** The same, with something else that is wrong with them, which is said first. */
    public Inputs but(String problem) {
        List<String> all = new ArrayList<>(List.of(problem));
        all.addAll(problems);
        return new Inputs(byTable, all);
    }

    /** A hash of every file's key, ETag and size: the same for the same files in whatever order they came. */
    public String fingerprint() {
        StringBuilder all = new StringBuilder();
        files().stream()
                .sorted(Comparator.comparing(file -> file.uri().toString()))
                .forEach(file -> all.append(file.uri())
                        .append('\n')
                        .append(file.etag())
                        .append('\n')
                        .append(file.bytes())
                        .append('\n'));
        return ContractJson.sha256(all.toString());
    }

    /** Every table's files. */
    public List<InputFile> files() {
        return byTable.values().stream().flatMap(List::stream).distinct().toList();
    }

    /** Whether a manifest asks for exactly these files. */
    public boolean are(URI source, InputManifest manifest) {
        Map<String, InputManifest.Entry> asked = new TreeMap<>();
        manifest.files().forEach(entry -> asked.put(entry.key(), entry));
        List<InputFile> there = files();
        return asked.size() == there.size()
                && there.stream().allMatch(file -> {
                    InputManifest.Entry entry = asked.get(below(source, file));
                    return entry != null
                            && entry.bytes() == file.bytes()
                            && entry.etag().replace("\"", "").equals(file.etag());
                });
    }

    private static String below(URI source, InputFile file) {
        return S3Uris.key(file.uri()).substring(S3Uris.key(source).length());
    }

    private static boolean hidden(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.isEmpty() || last.startsWith("_") || last.startsWith(".");
    }
}
