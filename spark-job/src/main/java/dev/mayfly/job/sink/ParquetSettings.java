package dev.mayfly.job.sink;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.column.ParquetProperties;

/** How Parquet is written so that a lookup reads little: small pages and row groups, and no dictionary where one costs more than it saves. */
public final class ParquetSettings {
    static final long ROW_GROUP = 4L << 20;
    /** A lookup reads the index of all pages of a row group; rows that shrink to nothing would fill one with hundreds. */
    static final int ROW_GROUP_ROWS = 500_000;

    static final int ZSTD_LEVEL = 7;
    private static final int PAGE_ROWS = 4_000;

    /** As the manifest tells them. */
    public static final Map<String, String> SHARED = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            "compression", "zstd",
            "parquet.block.size", String.valueOf(ROW_GROUP),
            "parquet.block.row.count.limit", String.valueOf(ROW_GROUP_ROWS),
            "parquet.page.row.count.limit", String.valueOf(PAGE_ROWS))));

    /** {@code withoutDictionary} are columns. */
    public static Map<String, String> of(List<String> withoutDictionary) {
        Map<String, String> settings = new TreeMap<>(SHARED);
        withoutDictionary.forEach(column -> settings.put("parquet.enable.dictionary#" + column, "false"));
        return settings;
    }

    static ParquetProperties properties(List<FileColumn> columns) {
        ParquetProperties.Builder properties = ParquetProperties.builder().withPageRowCountLimit(PAGE_ROWS);
        columns.forEach(column -> properties.withDictionaryEncoding(column.name(), column.dictionary()));
        return properties.build();
    }

    private ParquetSettings() {}
}
