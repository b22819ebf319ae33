package dev.mayfly.job.sink;

import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.exchange.Exchanged;
import dev.mayfly.job.exchange.RejectRow;
import dev.mayfly.job.row.RowShape;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** What files are to look like: of a table's rows, or of those that it rejected. {@code shapes} has the table's rows or nothing. */
record Target(List<RowShape> shapes, List<FileColumn> columns, long fileBytes, Map<Integer, Long> firstLines)
        implements Serializable {
    static final int ROWS_BETWEEN_LOOKS = 10_000;
    /** Bytes of rows after which a file is looked at all the same: of wide rows few make a file. */
    static final long BYTES_BETWEEN_LOOKS = 8L << 20;

    Target {
        shapes = List.copyOf(shapes);
        columns = List.copyOf(columns);
        firstLines = Map.copyOf(firstLines);
    }

    static Target table(TablePlan plan, Exchanged table) {
        RowShape shape = table.shape();
        return new Target(
                List.of(shape),
                FileColumn.of(shape.columns(), table.withoutDictionary()),
                // Ranges are cut so that files stay below the target; this is for those that did not come out so.
                plan.layout().targetFileBytes() * 5 / 4,
                Map.of());
    }

    /** {@code firstLines} says for each piece which line of its file it begins with. */
    static Target rejects(TablePlan plan, Map<Integer, Long> firstLines) {
        return new Target(
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

    Optional<RowShape> table() {
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
