package dev.mayfly.job.source;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.FileHeader;
import dev.mayfly.job.check.TypedColumn;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A table's inputs as Spark reads them: the same pieces in every reading, so that what one counted holds for the next. */
public final class CsvSource {
    private final SparkSession spark;
    private final String table;
    private final List<TypedColumn> columns;
    private final List<List<Piece>> tasks;

    private CsvSource(SparkSession spark, String table, List<TypedColumn> columns, List<List<Piece>> tasks) {
        this.spark = spark;
        this.table = table;
        this.columns = columns;
        this.tasks = tasks;
    }

    public static CsvSource of(SparkSession spark, TablePlan plan, Map<InputFile, FileHeader> headers) {
        Configuration conf = spark.sessionState().newHadoopConf();
        CompressionCodecFactory codecs = new CompressionCodecFactory(conf);
        return new CsvSource(
                spark,
                plan.name(),
                TypedColumn.of(plan),
                PiecePlan.of(
                        plan.inputs(),
                        headers,
                        input -> codecs.getCodec(new Path(input.uri())) != null,
                        spark.sparkContext().defaultParallelism()));
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
        return spark.read()
                .format(CsvTableProvider.class.getName())
                .option(CsvTableProvider.SPEC, new SourceSpec(table, view, columns, pieces).text())
                .load();
    }
}
