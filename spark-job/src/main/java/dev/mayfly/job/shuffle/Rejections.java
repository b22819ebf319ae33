package dev.mayfly.job.shuffle;

import static java.util.stream.Collectors.joining;

import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.job.check.RowFaults;
import dev.mayfly.job.source.InputSplit;
import dev.mayfly.job.source.ScanStatistics;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Why a table's rows were rejected, for those who may not see the rows: the first one's place, and how often which fault came. */
public record Rejections(String first, ScanStatistics census, Map<URI, Map<String, Long>> faults) {
    private static final int MOST_KINDS = 5;

    public Rejections {
        faults = Map.copyOf(faults);
    }

    static Map<URI, Map<String, Long>> byFile(List<InputSplit> pieces, Map<Integer, Map<String, Long>> byPiece) {
        Map<URI, Map<String, Long>> faults = new HashMap<>();
        pieces.forEach(piece -> byPiece.getOrDefault(piece.id(), Map.of())
                .forEach((fault, count) -> faults.computeIfAbsent(piece.uri(), uri -> new HashMap<>())
                        .merge(fault, count, Long::sum)));
        return faults;
    }

    /** The most frequent kinds of fault, each with the number of its rows. */
    public String kinds() {
        Map<String, Long> all = new TreeMap<>();
        faults.values().forEach(kinds -> kinds.forEach((kind, count) -> all.merge(kind, count, Long::sum)));
        List<Map.Entry<String, Long>> sorted = all.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.<Long>reverseOrder()))
                .toList();
        String most = sorted.stream()
                .limit(MOST_KINDS)
                .map(kind -> "%,d: %s".formatted(kind.getValue(), kind.getKey()))
                .collect(joining("; "));
        int more = sorted.size() - MOST_KINDS;
        return more > 0 ? "%s; and %d more kinds".formatted(most, more) : most;
    }

    /** What the program that wrote a file does on every row of it, and what to do. */
    public Optional<String> habit() {
        return census.inputs().stream().flatMap(input -> habit(input).stream()).findFirst();
    }

    private Optional<String> habit(InputCount input) {
        return faults.getOrDefault(input.uri(), Map.of()).entrySet().stream()
                .filter(kind -> kind.getValue() == input.accepted() + input.rejected())
                .flatMap(kind -> RowFaults.habit(kind.getKey()).stream())
                .findFirst()
                .map(habit -> "Every row of %s is so: %s".formatted(S3Uris.shown(input.uri()), habit));
    }
}
