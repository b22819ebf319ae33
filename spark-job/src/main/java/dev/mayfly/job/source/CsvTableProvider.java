package dev.mayfly.job.source;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Where Spark enters: it makes one by name and asks it for the table that the {@link #SPEC} option describes. */
public final class CsvTableProvider implements TableProvider {
    static final String SPEC = "spec";

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        SourceSpec spec = SourceSpec.of(options.get(SPEC));
        return spec.schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new CsvTable(SourceSpec.of(new CaseInsensitiveStringMap(properties).get(SPEC)));
    }

    private record CsvTable(SourceSpec spec) implements SupportsRead {
        @Override
        public String name() {
            return spec.table();
        }

        @Override
        @SuppressWarnings("deprecation") // the replacement, columns(), is built on this by default
        public StructType schema() {
            return spec.schema();
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return () -> new CsvScan(spec);
        }
    }
}
