package dev.mayfly.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.FileHeader;
import dev.mayfly.job.failure.StepFailure;
import dev.mayfly.job.layout.Layout;
import dev.mayfly.job.sink.Committer;
import dev.mayfly.job.sink.ParquetSink;
import dev.mayfly.job.source.Census;
import dev.mayfly.job.source.CsvSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** One table on its way: its files are bound, its lines counted, and then its rows written. */
record TableTransform(
        SparkSession spark, TablePlan plan, CsvSource source, List<String> unnamedColumns, Census census) {
    /** Reads every line once and counts; fails before anything is written if the table cannot be made. */
    static TableTransform count(SparkSession spark, TablePlan plan, Map<InputFile, FileHeader> headers) {
        CsvSource source = CsvSource.of(spark, plan, headers);
        List<String> unnamed = headers.values().stream()
                .flatMap(header -> header.unnamed().stream())
                .distinct()
                .sorted()
                .toList();
        Census census = Census.take(source, plan);
        return new TableTransform(spark, plan, source.grouped(census.groups()), unnamed, census);
    }

    /** Writes the rejected rows, if there are any, and then fails if there are more than the table's owner allows. */
    void keepRejects(ParquetSink sink) {
        long rejected = census.rejected();
        if (rejected == 0) {
            return;
        }
        int files = Math.min(source.taskCount(), spark.sparkContext().defaultParallelism());
        sink.writeRejects(source.rejects(census.firstLines()).coalesce(files), plan);
        long rows = census.accepted() + rejected;
        if (rejected > plan.maxRejected() * rows) {
            throw new StepFailure(
                    Cause.TOO_MANY_REJECTED,
                    "table %s: %,d of %,d rows were rejected; maxRejected allows a share of %s. Each is kept with its reason in %s; the first: %s"
                            .formatted(plan.name(), rejected, rows, plan.maxRejected(), plan.rejects(), firstReason()));
        }
    }

    private String firstReason() {
        Row row = source.rejects(census.firstLines())
                .select("file", "line", "reason")
                .limit(1)
                .collectAsList()
                .get(0);
        return "%s line %d: %s".formatted(row.getString(0), row.getLong(1), row.getString(2));
    }

    Committer write(ParquetSink sink) {
        Layout layout =
                new Layout(plan.layout(), census, 4 * spark.sparkContext().defaultParallelism());
        return sink.writeTable(layout.arrange(source), plan);
    }

    /** The surplus byte-identical rows, where the table's owner asked for their number. */
    OptionalLong duplicates() {
        if (!plan.countDuplicates()) {
            return OptionalLong.empty();
        }
        Row surplus = source.lines()
                .groupBy(col("`#header`"), col("`#raw`"))
                .agg(functions.count(lit(1)).as("copies"))
                .agg(sum(col("copies").minus(1)))
                .collectAsList()
                .get(0);
        return OptionalLong.of(surplus.isNullAt(0) ? 0 : surplus.getLong(0));
    }
}
