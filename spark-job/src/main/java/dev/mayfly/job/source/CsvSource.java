package dev.mayfly.job.source;

import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.contract.TablePlan.Reading;
import dev.mayfly.job.check.DerivedValue;
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
    private final TablePlan plan;
    private final List<DerivedValue> derived;
    private final List<Integer> order;
    private final List<List<Piece>> tasks;

    private CsvSource(
            SparkSession spark,
            TablePlan plan,
            List<DerivedValue> derived,
            List<Integer> order,
            List<List<Piece>> tasks) {
        this.spark = spark;
        this.plan = plan;
        this.derived = derived;
        this.order = order;
        this.tasks = tasks;
    }

    public static CsvSource of(SparkSession spark, TablePlan plan, Map<InputFile, FileHeader> headers) {
        Configuration conf = spark.sessionState().newHadoopConf();
        CompressionCodecFactory codecs = new CompressionCodecFactory(conf);
        return new CsvSource(
                spark,
                plan,
                DerivedValue.of(plan),
                order(plan),
                PiecePlan.of(
                        plan.inputs(),
                        headers,
                        input -> plan.reading().contains(Reading.MULTILINE)
                                || codecs.getCodec(new Path(input.uri())) != null,
                        spark.sparkContext().defaultParallelism()));
    }

    /** The same once it is counted which values have groups of their own. */
    public CsvSource grouped(Map<String, Set<String>> groups) {
        return new CsvSource(
                spark,
                plan,
                derived.stream().map(value -> value.grouped(groups)).toList(),
                order,
                tasks);
    }

    /** The places of the columns that rows are ordered by; none if one of them cannot be part of a number. */
    private static List<Integer> order(TablePlan plan) {
        List<dev.mayfly.contract.Column> columns = plan.shownColumns();
        List<String> names =
                columns.stream().map(dev.mayfly.contract.Column::name).toList();
        List<Integer> order = Stream.concat(plan.layout().partitionBy().stream(), plan.layout().sortBy().stream())
                .distinct()
                .map(names::indexOf)
                .toList();
        return order.stream()
                        .allMatch(place ->
                                PACKED.contains(columns.get(place).type().kind()))
                ? order
                : List.of();
    }

    /** The groups' names by their columns' places in a row. */
    Map<Integer, Set<String>> groups(Map<String, Set<String>> named) {
        List<String> names = plan.shownColumns().stream()
                .map(dev.mayfly.contract.Column::name)
                .toList();
        return named.entrySet().stream()
                .collect(
                        java.util.stream.Collectors.toMap(group -> names.indexOf(group.getKey()), Map.Entry::getValue));
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
                .option(
                        CsvTableProvider.SPEC,
                        new SourceSpec(
                                        plan.name(),
                                        view,
                                        TypedColumn.of(plan),
                                        derived,
                                        plan.reading(),
                                        order,
                                        key,
                                        pieces)
                                .text())
                .load();
    }
}
