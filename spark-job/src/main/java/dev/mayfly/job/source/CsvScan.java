package dev.mayfly.job.source;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** One reading of a table's inputs: a task per pack of pieces. */
record CsvScan(SourceSpec spec) implements Scan, Batch {
    @Override
    public StructType readSchema() {
        return spec.schema();
    }

    @Override
    public String description() {
        return "csv %s of %s".formatted(spec.view(), spec.table());
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return spec.tasks().stream().map(Pieces::new).toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        SparkSession spark = SparkSession.active();
        SerializableConfiguration conf =
                new SerializableConfiguration(spark.sessionState().newHadoopConf());
        return new Readers(
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(conf), spec.withoutTasks());
    }

    private record Pieces(List<Piece> pieces) implements InputPartition {}

    private record Readers(Broadcast<SerializableConfiguration> conf, SourceSpec spec)
            implements PartitionReaderFactory {
        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new CsvReader(conf.value().value(), spec, ((Pieces) partition).pieces());
        }
    }
}
