package dev.mayfly.job.source;

import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.check.RowCheck;
import dev.mayfly.job.order.KeySurvey;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Counts one piece's lines by kind and partition as they are read: a row for each count instead of one for each line. */
final class PieceCount {
    static final String SURVEY = "SURVEY";
    static final String REPAIRS = "REPAIRS";
    /** Counts kept at most; more partitions than this in one piece make several rows each, which are added up anyway. */
    private static final int MOST = 50_000;

    private static final Map<LineKind, UTF8String> KINDS = new EnumMap<>(LineKind.class);

    static {
        Arrays.stream(LineKind.values()).forEach(kind -> KINDS.put(kind, UTF8String.fromString(kind.name())));
    }

    private final int piece;
    private final int[] partitions;
    private final KeySurvey survey;
    private final RepairCount repairs;
    private final Map<List<Object>, long[]> accepted = new HashMap<>();
    private final Map<LineKind, long[]> others = new EnumMap<>(LineKind.class);
    private final Queue<InternalRow> rows = new ArrayDeque<>();
    private List<Object> latest = List.of();
    private long[] latestCount = new long[2];

    PieceCount(int piece, int[] partitions, int[] order, int columns) {
        this.piece = piece;
        this.partitions = partitions;
        this.survey = new KeySurvey(order);
        this.repairs = new RepairCount(columns);
    }

    void add(LineKind kind, int bytes, RowCheck check) {
        if (kind != LineKind.ACCEPTED) {
            count(others.computeIfAbsent(kind, k -> new long[2]), bytes);
            return;
        }
        Object[] values = check.values();
        survey.add(values);
        repairs.add(check.repaired());
        if (accepted.isEmpty() || !isLatest(values)) {
            if (accepted.size() >= MOST) {
                flush();
            }
            latest = Arrays.stream(partitions).mapToObj(place -> values[place]).toList();
            latestCount = accepted.computeIfAbsent(latest, k -> new long[2]);
        }
        count(latestCount, bytes);
    }

    private boolean isLatest(Object[] values) {
        for (int i = 0; i < partitions.length; i++) {
            if (!latest.get(i).equals(values[partitions[i]])) {
                return false;
            }
        }
        return true;
    }

    private static void count(long[] count, int bytes) {
        count[0]++;
        count[1] += bytes;
    }

    private void flush() {
        accepted.forEach((values, count) -> rows.add(row(KINDS.get(LineKind.ACCEPTED), count, values.toArray(), null)));
        accepted.clear();
    }

    /** All counts, once the piece is read. */
    Queue<InternalRow> rows() {
        flush();
        others.forEach((kind, count) -> rows.add(row(KINDS.get(kind), count, new Object[partitions.length], null)));
        rows.add(row(UTF8String.fromString(SURVEY), new long[2], new Object[partitions.length], survey.bytes()));
        if (repairs.rows() > 0) {
            rows.add(row(UTF8String.fromString(REPAIRS), new long[2], new Object[partitions.length], repairs.bytes()));
        }
        return rows;
    }

    private InternalRow row(UTF8String kind, long[] count, Object[] values, byte[] surveyed) {
        Object[] row = new Object[5 + values.length];
        row[0] = piece;
        row[1] = kind;
        row[2] = count[0];
        row[3] = count[1];
        row[4] = surveyed;
        System.arraycopy(values, 0, row, 5, values.length);
        return new GenericInternalRow(row);
    }
}
