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
        KeySurvey survey) {
    /** The accepted rows of one partition and the bytes of their lines. */
    public record PartitionCount(long rows, long bytes) {}

    private record Key(int piece, LineKind kind) {}

    public static Census take(CsvSource source, TablePlan plan) {
        Column[] keys = Stream.concat(
                        Stream.of(quoted(SourceView.PIECE), quoted(SourceView.KIND)),
                        plan.layout().partitionBy().stream().map(Census::quoted))
                .toArray(Column[]::new);
        Dataset<Row> counts = source.census().persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> groups = counts.where(quoted(SourceView.KIND).notEqual(PieceCount.SURVEY))
                .groupBy(keys)
                .agg(
                        sum(quoted(SourceView.ROWS_COUNTED)).as("#rows"),
                        sum(quoted(SourceView.BYTES)).as("#size"));
        try {
            Map<Key, Long> lines = lines(groups);
            return new Census(
                    inputs(source, plan, lines), firstLines(source, lines), partitions(groups, plan), survey(counts));
        } finally {
            counts.unpersist();
        }
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

    private static List<InputCount> inputs(CsvSource source, TablePlan plan, Map<Key, Long> lines) {
        Map<URI, List<Piece>> pieces = new HashMap<>();
        source.pieces()
                .forEach(piece -> pieces.computeIfAbsent(piece.uri(), uri -> new ArrayList<>())
                        .add(piece));
        return plan.inputs().stream()
                .map(input -> count(input, pieces.get(input.uri()), lines))
                .toList();
    }

    private static InputCount count(InputFile input, List<Piece> pieces, Map<Key, Long> lines) {
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
        return new InputCount(input.uri(), input.bytes(), all, headers, blank, accepted, rejected);
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

    private static Map<List<String>, PartitionCount> partitions(Dataset<Row> groups, TablePlan plan) {
        List<String> by = plan.layout().partitionBy();
        // As text, in the form that Spark gives a value in a folder's name.
        Column[] texts =
                by.stream().map(name -> quoted(name).cast("string").as(name)).toArray(Column[]::new);
        Dataset<Row> partitions = groups.where(quoted(SourceView.KIND).equalTo(LineKind.ACCEPTED.name()))
                .groupBy(texts)
                .agg(sum(quoted("#rows")), sum(quoted("#size")));
        long found = by.isEmpty() ? 1 : partitions.count();
        int most = plan.layout().maxPartitions();
        if (found > most) {
            throw new StepFailure(
                    Cause.TOO_MANY_PARTITIONS,
                    "table %s partitioned by %s would have %,d partitions; %,d are allowed. Nothing was written. Take the column with the most values out of partitionBy and put it first in sortBy: a query for one of its values then reads a few pages of each file"
                            .formatted(plan.name(), by, found, most));
        }
        Map<List<String>, PartitionCount> counts = new HashMap<>();
        for (Row row : partitions.collectAsList()) {
            List<String> values =
                    IntStream.range(0, by.size()).mapToObj(row::getString).toList();
            if (!row.isNullAt(by.size())) {
                counts.put(values, new PartitionCount(row.getLong(by.size()), row.getLong(by.size() + 1)));
            }
        }
        return counts;
    }

    private static Column quoted(String name) {
        return col("`" + name + "`");
    }
}
