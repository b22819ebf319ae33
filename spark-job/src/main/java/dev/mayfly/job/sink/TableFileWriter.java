package dev.mayfly.job.sink;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetFileWriter.Mode;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** A Parquet file that is written row by row: through Parquet's column writers, and not through a record in between. */
final class TableFileWriter implements Closeable {
    /** Rows between two looks at how large the row group has become, unless they are wide. */
    private static final int ROWS_BETWEEN_LOOKS = 1_000;
    /** Bytes of rows between two looks: a few wide rows fill a row group before many rows are there. */
    private static final long BYTES_BETWEEN_LOOKS = ParquetSettings.ROW_GROUP / 4;
    /**
     * Spark 3 reads dates before 1582 and times before 1900 without a setting only where the footer names a Spark that writes the
     * proleptic Gregorian calendar, as this file does. Source: {@code org.apache.spark.sql.catalyst.util.RebaseDateTime} and
     * {@code DataSourceUtils.datetimeRebaseSpec}.
     */
    private static final Map<String, String> FOOTER =
            Map.of("org.apache.spark.version", org.apache.spark.package$.MODULE$.SPARK_VERSION());

    private final MessageType schema;
    private final ParquetProperties properties;
    private final ZstdPages compressor;
    private final ColumnValueWriter[] feeds;
    private final ColumnWriter[] writers;
    private final ParquetFileWriter file;
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore columns;
    private long rowsInGroup;
    private long nextLook = ROWS_BETWEEN_LOOKS;
    private long bytesSinceLook;

    TableFileWriter(Path path, Configuration conf, List<FileColumn> table, ZstdPages compressor) throws IOException {
        this.compressor = compressor;
        this.schema =
                new MessageType("table", table.stream().map(FileColumn::schema).toArray(Type[]::new));
        this.properties = ParquetSettings.properties(table);
        this.feeds = table.stream().map(FileColumn::feed).toArray(ColumnValueWriter[]::new);
        this.writers = new ColumnWriter[feeds.length];
        this.file = new ParquetFileWriter(
                HadoopOutputFile.fromPath(path, conf),
                schema,
                Mode.CREATE,
                ParquetSettings.ROW_GROUP,
                0,
                properties.getColumnIndexTruncateLength(),
                properties.getStatisticsTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        file.start();
        begin();
    }

    private void begin() {
        pages = new ColumnChunkPageWriteStore(
                compressor,
                schema,
                new HeapByteBufferAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        columns = properties.newColumnWriteStore(schema, pages, pages);
        for (int i = 0; i < writers.length; i++) {
            writers[i] = columns.getColumnWriter(schema.getColumns().get(i));
        }
        rowsInGroup = 0;
        nextLook = ROWS_BETWEEN_LOOKS;
        bytesSinceLook = 0;
    }

    void write(UnsafeRow row) throws IOException {
        for (int i = 0; i < feeds.length; i++) {
            feeds[i].feed(row, writers[i]);
        }
        columns.endRecord();
        rowsInGroup++;
        bytesSinceLook += row.getSizeInBytes();
        if (rowsInGroup >= nextLook || bytesSinceLook >= BYTES_BETWEEN_LOOKS) {
            nextLook = rowsInGroup + ROWS_BETWEEN_LOOKS;
            bytesSinceLook = 0;
            if (rowsInGroup >= ParquetSettings.ROW_GROUP_ROWS
                    || columns.getBufferedSize() >= ParquetSettings.ROW_GROUP) {
                endGroup();
                begin();
            }
        }
    }

    /** What the file has taken so far, written or not. */
    long bytes() throws IOException {
        return file.getPos() + columns.getBufferedSize();
    }

    private void endGroup() throws IOException {
        if (rowsInGroup > 0) {
            file.startBlock(rowsInGroup);
            columns.flush();
            pages.flushToFileWriter(file);
            file.endBlock();
        }
        columns.close();
    }

    @Override
    public void close() throws IOException {
        endGroup();
        file.end(FOOTER);
    }
}
