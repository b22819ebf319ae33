package dev.mayfly.job.shuffle;

import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.sort.ColumnStatistics;
import dev.mayfly.job.source.RepairCount;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What readings counted; those of all pieces are added up. They travel as rows do, so that Spark takes what one attempt
 * of a task counted and nothing of another.
 */
final class ScanCounts implements Serializable {
    private static final long serialVersionUID = 1;

    private final Map<Integer, Map<LineKind, Long>> lines = new HashMap<>();
    private final Map<Integer, RepairCount> repairs = new HashMap<>();
    private final Map<List<String>, long[]> partitions = new HashMap<>();
    private final List<FirstLine> firstReject = new ArrayList<>(1);
    private final List<FirstLine> otherHeader = new ArrayList<>(1);
    /** By piece: how often rows were rejected by each kind of fault. */
    private final Map<Integer, Map<String, Long>> faults = new HashMap<>();

    private final long[] rangeRows;
    private final long[] rangeBytes;
    private final ColumnStatistics survey;

    private static final Comparator<FirstLine> BY_PLACE =
            Comparator.comparingInt(FirstLine::piece).thenComparingLong(FirstLine::line);

    /** The first of some lines, by its number within its piece, and what it is; nothing of its values. */
    record FirstLine(int piece, long line, String fault) implements Serializable {}

    ScanCounts(RowLayout shape, int ranges) {
        this.rangeRows = new long[ranges];
        this.rangeBytes = new long[ranges];
        this.survey = new ColumnStatistics(shape);
    }

    void lines(int piece, LineKind kind, long count) {
        lines.computeIfAbsent(piece, p -> new EnumMap<>(LineKind.class)).merge(kind, count, Long::sum);
    }

    void reject(FirstLine reject) {
        first(firstReject, reject);
        fault(reject.piece(), reject.fault(), 1);
    }

    void otherHeader(FirstLine header) {
        first(otherHeader, header);
    }

    private static void first(List<FirstLine> first, FirstLine line) {
        if (first.isEmpty() || BY_PLACE.compare(line, first.get(0)) < 0) {
            first.clear();
            first.add(line);
        }
    }

    private void fault(int piece, String fault, long count) {
        faults.computeIfAbsent(piece, p -> new HashMap<>()).merge(fault, count, Long::sum);
    }

    void repaired(int piece, int columns, BitSet repaired) {
        repairs.computeIfAbsent(piece, p -> new RepairCount(columns)).add(repaired);
    }

    void row(int range, int bytes) {
        rangeRows[range]++;
        rangeBytes[range] += bytes;
    }

    void partition(List<String> values, long[] rowsAndBytes) {
        long[] sum = partitions.computeIfAbsent(values, v -> new long[2]);
        sum[0] += rowsAndBytes[0];
        sum[1] += rowsAndBytes[1];
    }

    void add(ScanCounts other) {
        other.lines.forEach((piece, kinds) -> kinds.forEach((kind, count) -> lines(piece, kind, count)));
        // Each piece is read by one task.
        repairs.putAll(other.repairs);
        other.partitions.forEach(this::partition);
        other.firstReject.forEach(reject -> first(firstReject, reject));
        other.otherHeader.forEach(this::otherHeader);
        other.faults.forEach((piece, kinds) -> kinds.forEach((kind, count) -> fault(piece, kind, count)));
        for (int i = 0; i < rangeRows.length; i++) {
            rangeRows[i] += other.rangeRows[i];
            rangeBytes[i] += other.rangeBytes[i];
        }
        survey.add(other.survey);
    }

    /** Drops the partitions if there are more than can be of use, and says how many there are. */
    long partitionsUpTo(int most) {
        long found = partitions.size();
        if (found > most) {
            partitions.clear();
        }
        return found;
    }

    Map<Integer, Map<LineKind, Long>> lines() {
        return lines;
    }

    Map<Integer, RepairCount> repairs() {
        return repairs;
    }

    Map<List<String>, long[]> partitions() {
        return partitions;
    }

    Optional<FirstLine> firstReject() {
        return firstReject.stream().findFirst();
    }

    Optional<FirstLine> firstOtherHeader() {
        return otherHeader.stream().findFirst();
    }

    Map<Integer, Map<String, Long>> faults() {
        return faults;
    }

    long[] rangeRows() {
        return rangeRows;
    }

    long[] rangeBytes() {
        return rangeBytes;
    }

    ColumnStatistics survey() {
        return survey;
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        } catch (IOException e) {
            throw new IllegalStateException("counts cannot be handed on", e);
        }
        return bytes.toByteArray();
    }

    static ScanCounts of(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (ScanCounts) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("something else came than counts", e);
        }
    }
}
