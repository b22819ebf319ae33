package dev.mayfly.job.source;

import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.FileHeader;
import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.failure.StepFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the reading of all lines counted, before anything is written. */
public record ScanStatistics(
        List<InputCount> inputs, Map<Integer, Long> firstLines, Map<List<String>, PartitionCount> partitions) {
    public ScanStatistics {
        inputs = List.copyOf(inputs);
        firstLines = Map.copyOf(firstLines);
        partitions = Map.copyOf(partitions);
    }

    /** The accepted rows of one partition and the bytes of their lines. */
    public record PartitionCount(long rows, long bytes) {}

    /** Adds up the lines of each piece, by kind, to those of the files that the pieces are cut from. */
    public static ScanStatistics of(
            TablePlan plan,
            List<InputSplit> pieces,
            Map<Integer, Map<LineKind, Long>> lines,
            Map<Integer, RepairCount> repairs,
            Map<List<String>, PartitionCount> partitions) {
        Map<URI, List<InputSplit>> byFile = new HashMap<>();
        pieces.forEach(piece ->
                byFile.computeIfAbsent(piece.uri(), uri -> new ArrayList<>()).add(piece));
        List<InputCount> inputs = plan.inputs().stream()
                .map(input -> count(
                        plan, input, byFile.get(input.uri()), lines, repaired(plan, byFile.get(input.uri()), repairs)))
                .toList();
        return new ScanStatistics(inputs, firstLines(pieces, lines), partitions);
    }

    public long accepted() {
        return inputs.stream().mapToLong(InputCount::accepted).sum();
    }

    public long rejected() {
        return inputs.stream().mapToLong(InputCount::rejected).sum();
    }

    private record Repaired(long rows, Map<String, Long> columns) {}

    private static Repaired repaired(TablePlan plan, List<InputSplit> pieces, Map<Integer, RepairCount> repairs) {
        RepairCount all = new RepairCount(plan.columns().size());
        pieces.stream()
                .filter(piece -> repairs.containsKey(piece.id()))
                .forEach(piece -> all.add(repairs.get(piece.id())));
        Map<String, Long> columns = new HashMap<>();
        IntStream.range(0, plan.columns().size())
                .filter(column -> all.of(column) > 0)
                .forEach(column -> columns.put(plan.columns().get(column).name(), all.of(column)));
        return new Repaired(all.rows(), columns);
    }

    private static InputCount count(
            TablePlan plan,
            InputFile input,
            List<InputSplit> pieces,
            Map<Integer, Map<LineKind, Long>> lines,
            Repaired repaired) {
        long headers = of(LineKind.HEADER, pieces, lines) + of(LineKind.OTHER_HEADER, pieces, lines);
        long blank = of(LineKind.BLANK, pieces, lines);
        long accepted = of(LineKind.ACCEPTED, pieces, lines);
        long rejected = of(LineKind.REJECTED, pieces, lines);
        if (accepted + rejected == 0 && !plan.reading().contains(TablePlan.ReadOption.MAY_BE_EMPTY)) {
            throw new StepFailure(
                    Cause.BAD_INPUT,
                    "%s has a header and no rows, as an upload that was cut off; upload the whole file, take it away, or say `mayBeEmpty: true` for table %s where files without rows are right"
                            .formatted(S3Uris.shown(input.uri()), plan.name()));
        }
        FileHeader header = pieces.get(0).header();
        long all = headers + blank + accepted + rejected;
        return new InputCount(
                input.uri(),
                input.bytes(),
                all,
                headers,
                blank,
                accepted,
                rejected,
                repaired.rows(),
                repaired.columns(),
                named(plan, header.missing()),
                named(plan, header.trimmed()));
    }

    private static List<String> named(TablePlan plan, List<Integer> columns) {
        return columns.stream().map(column -> plan.columns().get(column).name()).toList();
    }

    private static long of(LineKind kind, List<InputSplit> pieces, Map<Integer, Map<LineKind, Long>> lines) {
        return pieces.stream()
                .mapToLong(piece -> lines.getOrDefault(piece.id(), Map.of()).getOrDefault(kind, 0L))
                .sum();
    }

    private static Map<Integer, Long> firstLines(List<InputSplit> pieces, Map<Integer, Map<LineKind, Long>> lines) {
        Map<Integer, Long> first = new HashMap<>();
        Map<URI, Long> next = new HashMap<>();
        for (InputSplit piece : pieces) {
            long line = next.getOrDefault(piece.uri(), 1L);
            first.put(piece.id(), line);
            long own = Stream.of(LineKind.values())
                    .mapToLong(kind -> of(kind, List.of(piece), lines))
                    .sum();
            next.put(piece.uri(), line + own);
        }
        return first;
    }
}
