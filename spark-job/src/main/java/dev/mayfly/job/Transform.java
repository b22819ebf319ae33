package dev.mayfly.job;

import dev.mayfly.contract.EngineInfo;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.failure.StepFailure;
import dev.mayfly.job.failure.UnexpectedFailure;
import dev.mayfly.job.input.Headers;
import dev.mayfly.job.input.PinnedInputs;
import dev.mayfly.job.manifest.OutputListing;
import dev.mayfly.job.manifest.TableManifestBuilder;
import dev.mayfly.job.sink.ParquetSettings;
import dev.mayfly.job.sink.ParquetSink;
import dev.mayfly.job.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A plan carried out: all tables counted before any is written, and the manifest's bytes once everything is verified. */
final class Transform {
    private final SparkSession spark;
    private final JavaSparkContext context;
    private final RunPlan plan;
    private final Phases phases;
    private final Configuration conf;
    private final Stores stores;
    private final ParquetSink sink;

    Transform(SparkSession spark, RunPlan plan, Phases phases, Stores stores) {
        this.spark = spark;
        this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.plan = plan;
        this.phases = phases;
        this.conf = new Configuration(spark.sparkContext().hadoopConfiguration());
        this.stores = stores;
        this.sink = new ParquetSink(conf, JobSession.commitProtocol(spark), stores.markers());
    }

    /** Carries the plan out; whatever goes wrong, inputs that changed meanwhile are the likelier cause and are named. */
    RunManifest run(String cluster, String planSha256) {
        verifyInputs("Before reading,");
        try {
            return carryOut(cluster, planSha256);
        } catch (StepFailure e) {
            throw e;
        } catch (Exception e) {
            // Not only RuntimeExceptions: Scala throws checked ones without saying so.
            verifyAgain(e);
            throw e;
        }
    }

    /** Only a changed input is a better reason than the one there is. */
    private void verifyAgain(Exception reason) {
        try {
            verifyInputs("While reading,");
        } catch (StepFailure e) {
            throw e;
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private RunManifest carryOut(String cluster, String planSha256) {
        plan.tables().forEach(this::requireEmpty);
        List<TableTransform> tables = plan.tables().stream().map(this::read).toList();
        tables.forEach(table -> phases.in("rejects", table.plan().name(), () -> {
            table.keepRejects(sink);
            return table;
        }));
        TreeSet<String> committers = new TreeSet<>();
        List<TableOutput> outputs = new ArrayList<>();
        TableManifestBuilder account =
                new TableManifestBuilder(new OutputListing(conf), stores.once(), plan.manifest());
        for (TableTransform table : tables) {
            String name = table.plan().name();
            ParquetSink.Outcome outcome = phases.in("write", name, () -> table.write(sink));
            OptionalLong duplicates =
                    table.plan().countDuplicates() ? OptionalLong.of(outcome.duplicates()) : OptionalLong.empty();
            committers.add(outcome.committer().name());
            outputs.add(phases.in(
                    "verify",
                    name,
                    () -> account.of(table.plan(), table.census(), duplicates, table.unnamedColumns())));
        }
        verifyInputs("After writing,");
        return new RunManifest(
                RunManifest.VERSION,
                plan.runId(),
                plan.attempt(),
                cluster,
                planSha256,
                outputs,
                engine(tables, String.join(", ", committers)),
                phases.seconds());
    }

    private void requireEmpty(TablePlan table) {
        try {
            sink.requireEmpty(table.output());
            sink.requireEmpty(table.rejects());
        } catch (RuntimeException e) {
            throw UnexpectedFailure.inStep("while the output of table %s was listed".formatted(table.name()), e);
        }
    }

    private void verifyInputs(String when) {
        List<InputFile> inputs =
                plan.tables().stream().flatMap(table -> table.inputs().stream()).toList();
        phases.in("inputs", "", () -> {
            new PinnedInputs(conf).verify(inputs, when);
            return inputs;
        });
    }

    private TableTransform read(TablePlan table) {
        return phases.in(
                "check", table.name(), () -> TableTransform.read(context, conf, table, new Headers(conf).read(table)));
    }

    private EngineInfo engine(List<TableTransform> tables, String committer) {
        Map<String, String> settings = new TreeMap<>(ParquetSettings.SHARED);
        settings.put("spark.master", spark.sparkContext().master());
        settings.put("cores", String.valueOf(spark.sparkContext().defaultParallelism()));
        tables.forEach(table -> ParquetSettings.of(table.exchanged().withoutDictionary())
                .forEach((key, value) -> {
                    if (!ParquetSettings.SHARED.containsKey(key)) {
                        settings.put(table.plan().name() + ": " + key, value);
                    }
                }));
        return new EngineInfo("spark", spark.version(), JobVersion.text(), committer, settings);
    }
}
