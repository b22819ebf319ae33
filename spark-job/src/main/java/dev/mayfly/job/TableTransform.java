package dev.mayfly.job;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.FileHeader;
import dev.mayfly.job.failure.StepFailure;
import dev.mayfly.job.shuffle.Rejections;
import dev.mayfly.job.shuffle.ShuffledTable;
import dev.mayfly.job.shuffle.TableShuffle;
import dev.mayfly.job.sink.ParquetSink;
import dev.mayfly.job.source.InputSplits;
import dev.mayfly.job.source.ScanStatistics;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/** One table on its way: its files are bound, its lines read and counted, and then its rows written. */
record TableTransform(TablePlan plan, List<String> unnamedColumns, ShuffledTable exchanged) {
    /** Reads every line once and counts; fails before anything is written if the table cannot be made. */
    static TableTransform read(
            JavaSparkContext spark, Configuration conf, TablePlan plan, Map<InputFile, FileHeader> headers) {
        List<String> unnamed = headers.values().stream()
                .flatMap(header -> header.unnamed().stream())
                .distinct()
                .sorted()
                .toList();
        InputSplits pieces = InputSplits.of(plan, headers, spark.defaultParallelism());
        return new TableTransform(
                plan, unnamed, TableShuffle.of(spark, conf, plan, pieces).read());
    }

    ScanStatistics census() {
        return exchanged.census();
    }

    /** Writes the rejected rows, if there are any, and then fails if there are more than the table's owner allows. */
    void keepRejects(ParquetSink sink) {
        long rejected = census().rejected();
        if (rejected == 0) {
            return;
        }
        sink.writeRejects(exchanged, plan);
        long rows = census().accepted() + rejected;
        if (rejected > plan.maxRejected() * rows) {
            Rejections rejections = exchanged.rejections();
            throw new StepFailure(
                    Cause.TOO_MANY_REJECTED,
                    "table %s: %,d of %,d rows were rejected; maxRejected allows a share of %s. Each is kept with its reason in %s; the first: %s. By reason: %s.%s"
                            .formatted(
                                    plan.name(),
                                    rejected,
                                    rows,
                                    plan.maxRejected(),
                                    plan.rejects(),
                                    rejections.first(),
                                    rejections.kinds(),
                                    rejections.habit().map(habit -> " " + habit).orElse("")));
        }
    }

    ParquetSink.Outcome write(ParquetSink sink) {
        return sink.writeTable(exchanged, plan);
    }
}
