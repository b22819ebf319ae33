package dev.mayfly.job.source;

import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.FileHeader;
import dev.mayfly.job.check.TypedColumn;
import dev.mayfly.job.order.PackedKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A table's inputs as Spark reads them: the same pieces in every reading, so that what one counted holds for the next. */
public final class CsvSource {
    public static final String KEY = SourceView.KEY;
    public static final String RANGE = SourceView.RANGE;
    private static final Set<ColumnType.Kind> PACKED =
            EnumSet.of(ColumnType.Kind.BIGINT, ColumnType.Kind.INT, ColumnType.Kind.DATE, ColumnType.Kind.STRING);

    private final SparkSession spark;
    private final String table;
    private final List<TypedColumn> columns;
    private final List<Integer> order;
    private final List<List<Piece>> tasks;

    private CsvSource(
            SparkSession spark, String table, List<TypedColumn> columns, List<Integer> order, List<List<Piece>> tasks) {
        this.spark = spark;
        this.table = table;
        this.columns = columns;
        this.order = order;
        this.tasks = tasks;
    }

    public static CsvSource of(SparkSession spark, TablePlan plan, Map<InputFile, FileHeader> headers) {
        Configuration conf = spark.sessionState().newHadoopConf();
        CompressionCodecFactory codecs = new CompressionCodecFactory(conf);
        return new CsvSource(
                spark,
                plan.name(),
                TypedColumn.of(plan),
                order(plan),
                PiecePlan.of(
                        plan.inputs(),
                        headers,
                        input -> codecs.getCodec(new Path(input.uri())) != null,
                        spark.sparkContext().defaultParallelism()));
    }

    /** The places of the columns that rows are ordered by; none if one of them cannot be part of a number. */
    private static List<Integer> order(TablePlan plan) {
        List<String> names =
                plan.columns().stream().map(dev.mayfly.contract.Column::name).toList();
        List<Integer> order = Stream.concat(plan.layout().partitionBy().stream(), plan.layout().sortBy().stream())
                .distinct()
                .map(names::indexOf)
                .toList();
        return order.stream()
                        .allMatch(place ->
                                PACKED.contains(plan.columns().get(place).type().kind()))
                ? order
                : List.of();
    }

    public List<Piece> pieces() {
        return tasks.stream().flatMap(List::stream).toList();
    }

    public int taskCount() {
        return tasks.size();
    }

    /** The accepted rows. */
    public Dataset<Row> rows() {
        return read(SourceView.ROWS, tasks);
    }

    /** The accepted rows, each with its {@link #KEY} and the range that it lies in, {@link #RANGE}. */
    public Dataset<Row> rows(PackedKey key) {
        return read(SourceView.KEYED_ROWS, List.of(key), tasks);
    }

    /** The accepted rows' bytes, with the header that gives them meaning. */
    public Dataset<Row> lines() {
        return read(SourceView.LINES, tasks);
    }

    /** The rejected rows; {@code firstLines} says for each piece which line of its file it begins with. */
    public Dataset<Row> rejects(Map<Integer, Long> firstLines) {
        List<List<Piece>> numbered = tasks.stream()
                .map(task -> task.stream()
                        .map(piece -> piece.from(firstLines.get(piece.id())))
                        .toList())
                .toList();
        return read(SourceView.REJECTS, numbered);
    }

    Dataset<Row> census() {
        return read(SourceView.CENSUS, tasks);
    }

    private Dataset<Row> read(SourceView view, List<List<Piece>> pieces) {
        return read(view, List.of(), pieces);
    }

    private Dataset<Row> read(SourceView view, List<PackedKey> key, List<List<Piece>> pieces) {
        return spark.read()
                .format(CsvTableProvider.class.getName())
                .option(CsvTableProvider.SPEC, new SourceSpec(table, view, columns, order, key, pieces).text())
                .load();
    }
}
