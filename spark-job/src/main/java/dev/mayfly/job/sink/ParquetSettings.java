package dev.mayfly.job.sink;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType.Kind;
import dev.mayfly.contract.TablePlan;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How Parquet is written so that a lookup reads little: small pages and row groups, and no dictionary where one costs more than it saves. */
public final class ParquetSettings {
    public static final Map<String, String> SHARED = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            "compression", "zstd",
            "parquet.block.size", String.valueOf(16 << 20),
            "parquet.page.row.count.limit", "4000")));

    public static Map<String, String> of(TablePlan table) {
        Map<String, String> settings = new TreeMap<>(SHARED);
        for (Column column : table.columns()) {
            Kind kind = column.type().kind();
            boolean sorted = table.layout().sortBy().contains(column.name());
            // A sorted id repeats side by side, where compression sees it; its dictionary would be 1 MB more per
            // lookup.
            if (sorted && (kind == Kind.BIGINT || kind == Kind.INT)) {
                settings.put("parquet.enable.dictionary#" + column.name(), "false");
            }
        }
        return settings;
    }

    private ParquetSettings() {}
}
