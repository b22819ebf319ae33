package dev.mayfly.job.sink;

import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.shuffle.RejectRow;
import dev.mayfly.job.shuffle.ShuffledTable;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** What files are to look like: of a table's rows, or of those that it rejected. {@code shapes} has the table's rows or nothing. */
record OutputSpec(List<RowLayout> shapes, List<FileColumn> columns, long fileBytes, Map<Integer, Long> firstLines)
        implements Serializable {
    static final int ROWS_BETWEEN_LOOKS = 10_000;
    /** Bytes of rows after which a file is looked at all the same: of wide rows few make a file. */
    static final long BYTES_BETWEEN_LOOKS = 8L << 20;

    OutputSpec {
        shapes = List.copyOf(shapes);
        columns = List.copyOf(columns);
        firstLines = Map.copyOf(firstLines);
    }

    static OutputSpec table(TablePlan plan, ShuffledTable table) {
        RowLayout shape = table.shape();
        return new OutputSpec(
                List.of(shape),
                FileColumn.of(shape.columns(), table.withoutDictionary()),
                // Ranges are cut so that files stay below the target; this is for those that did not come out so.
                plan.layout().targetFileBytes() * 5 / 4,
                Map.of());
    }

    /** {@code firstLines} says for each piece which line of its file it begins with. */
    static OutputSpec rejects(TablePlan plan, Map<Integer, Long> firstLines) {
        return new OutputSpec(
                List.of(),
                List.of(
                        new FileColumn(RejectRow.RAW, "raw", "string", false, true),
                        FileColumn.bytes(RejectRow.RAW_BYTES, "raw_bytes"),
                        new FileColumn(RejectRow.FILE, "file", "string", false, true),
                        new FileColumn(RejectRow.OFFSET, "byte_offset", "bigint", false, true),
                        new FileColumn(RejectRow.LINE, "line", "bigint", false, true),
                        new FileColumn(RejectRow.REASON, "reason", "string", false, true)),
                plan.layout().targetFileBytes(),
                firstLines);
    }

    Optional<RowLayout> table() {
        return shapes.stream().findFirst();
    }

    boolean partitioned() {
        return !shapes.isEmpty() && !shapes.get(0).partitions().isEmpty();
    }

    /** A rejected row's line is numbered within its piece until all pieces are counted. */
    void finish(UnsafeRow row) {
        if (shapes.isEmpty()) {
            long first = firstLines.get((int) row.getLong(RejectRow.PIECE));
            row.setLong(RejectRow.LINE, first + row.getLong(RejectRow.LINE) - 1);
        }
    }
}
