package dev.mayfly.job.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.failure.StepFailure;
import dev.mayfly.job.order.KeySurvey;
import dev.mayfly.job.order.PackedKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What a first reading of all lines counted, before anything is written. Spark's own aggregation does the counting, so a
 * task that runs twice counts once.
 */
public record Census(
        List<InputCount> inputs,
        Map<Integer, Long> firstLines,
        Map<List<String>, PartitionCount> partitions,
        Map<String, Set<String>> groups,
        KeySurvey survey) {
    /** The accepted rows of one partition and the bytes of their lines. */
    public record PartitionCount(long rows, long bytes) {}

    private static final Object[] KINDS =
            Stream.of(LineKind.values()).map(LineKind::name).toArray();

    private record Key(int piece, LineKind kind) {}

    public static Census take(CsvSource source, TablePlan plan) {
        Column[] keys = Stream.concat(
                        Stream.of(quoted(SourceView.PIECE), quoted(SourceView.KIND)),
                        plan.layout().partitionBy().stream().map(Census::quoted))
                .toArray(Column[]::new);
        Dataset<Row> counts = source.census().persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> groups = counts.where(quoted(SourceView.KIND).isin(KINDS))
                .groupBy(keys)
                .agg(
                        sum(quoted(SourceView.ROWS_COUNTED)).as("#rows"),
                        sum(quoted(SourceView.BYTES)).as("#size"));
        try {
            Map<Key, Long> lines = lines(groups);
            Dataset<Row> accepted = groups.where(quoted(SourceView.KIND).equalTo(LineKind.ACCEPTED.name()));
            Partitioning partitioning = new Partitioning(plan);
            Map<String, Set<String>> named = partitioning.groups(accepted);
            return new Census(
                    inputs(source, plan, lines, repairs(counts)),
                    firstLines(source, lines),
                    partitioning.count(accepted, named),
                    named,
                    survey(counts).grouped(source.groups(named)));
        } finally {
            counts.unpersist();
        }
    }

    /** What was repaired, by piece. */
    private static Map<Integer, RepairCount> repairs(Dataset<Row> counts) {
        Map<Integer, RepairCount> repairs = new HashMap<>();
        counts.where(quoted(SourceView.KIND).equalTo(PieceCount.REPAIRS))
                .select(quoted(SourceView.PIECE), quoted(SourceView.SURVEY))
                .collectAsList()
                .forEach(row -> repairs.put(row.getInt(0), RepairCount.of(row.<byte[]>getAs(1))));
        return repairs;
    }

    /** The number that orders the rows, with ranges for so many files, if the order's columns fit into one. */
    public Optional<PackedKey> key(int ranges) {
        return survey.key(ranges);
    }

    private static KeySurvey survey(Dataset<Row> counts) {
        return counts
                .where(quoted(SourceView.KIND).equalTo(PieceCount.SURVEY))
                .select(quoted(SourceView.SURVEY))
                .collectAsList()
                .stream()
                .map(row -> KeySurvey.of(row.<byte[]>getAs(0)))
                .reduce((all, next) -> {
                    all.add(next);
                    return all;
                })
                .orElseGet(() -> new KeySurvey(new int[0]));
    }

    public long accepted() {
        return inputs.stream().mapToLong(InputCount::accepted).sum();
    }

    public long rejected() {
        return inputs.stream().mapToLong(InputCount::rejected).sum();
    }

    private static Map<Key, Long> lines(Dataset<Row> groups) {
        Map<Key, Long> lines = new HashMap<>();
        groups.groupBy(quoted(SourceView.PIECE), quoted(SourceView.KIND))
                .agg(sum(quoted("#rows")))
                .collectAsList()
                .forEach(row -> lines.put(new Key(row.getInt(0), LineKind.valueOf(row.getString(1))), row.getLong(2)));
        return lines;
    }

    private static List<InputCount> inputs(
            CsvSource source, TablePlan plan, Map<Key, Long> lines, Map<Integer, RepairCount> repairs) {
        Map<URI, List<Piece>> pieces = new HashMap<>();
        source.pieces()
                .forEach(piece -> pieces.computeIfAbsent(piece.uri(), uri -> new ArrayList<>())
                        .add(piece));
        return plan.inputs().stream()
                .map(input ->
                        count(input, pieces.get(input.uri()), lines, repaired(plan, pieces.get(input.uri()), repairs)))
                .toList();
    }

    private static Repaired repaired(TablePlan plan, List<Piece> pieces, Map<Integer, RepairCount> repairs) {
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

    private record Repaired(long rows, Map<String, Long> columns) {}

    private static InputCount count(InputFile input, List<Piece> pieces, Map<Key, Long> lines, Repaired repaired) {
        long headers = of(LineKind.HEADER, pieces, lines);
        long blank = of(LineKind.BLANK, pieces, lines);
        long accepted = of(LineKind.ACCEPTED, pieces, lines);
        long rejected = of(LineKind.REJECTED, pieces, lines);
        if (accepted + rejected == 0) {
            throw new StepFailure(
                    Cause.BAD_INPUT,
                    "%s has a header and no rows; upload the whole file, or take it away".formatted(input.uri()));
        }
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
                repaired.columns());
    }

    private static long of(LineKind kind, List<Piece> pieces, Map<Key, Long> lines) {
        return pieces.stream()
                .mapToLong(piece -> lines.getOrDefault(new Key(piece.id(), kind), 0L))
                .sum();
    }

    private static Map<Integer, Long> firstLines(CsvSource source, Map<Key, Long> lines) {
        Map<Integer, Long> first = new HashMap<>();
        Map<URI, Long> next = new HashMap<>();
        for (Piece piece : source.pieces()) {
            long line = next.getOrDefault(piece.uri(), 1L);
            first.put(piece.id(), line);
            long own = Stream.of(LineKind.values())
                    .mapToLong(kind -> of(kind, List.of(piece), lines))
                    .sum();
            next.put(piece.uri(), line + own);
        }
        return first;
    }

    private static Column quoted(String name) {
        return col("`" + name + "`");
    }
}
