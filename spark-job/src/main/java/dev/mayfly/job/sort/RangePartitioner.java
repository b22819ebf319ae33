package dev.mayfly.job.sort;

import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.row.RowOrder;
import dev.mayfly.job.sort.Ranges.Bound;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Cuts a table into ranges of about so many bytes, by a sample of its rows: at the start of partitions where it can, and within large ones. */
public final class RangePartitioner {
    private final RowLayout shape;
    private final RowOrder order;
    private final List<UnsafeRow> sample;
    private final double rowsOfRange;
    private final List<Bound> bounds = new ArrayList<>();

    private RangePartitioner(RowLayout shape, List<UnsafeRow> sample, double ranges) {
        this.shape = shape;
        this.order = new RowOrder(shape);
        this.sample = new ArrayList<>(sample);
        this.sample.sort(order::compare);
        this.rowsOfRange = sample.size() / Math.max(1, ranges);
    }

    /** About so many {@code ranges}; rows have to differ within a range's columns for it to be cut. */
    public static Ranges of(RowLayout shape, List<UnsafeRow> sample, int ranges) {
        if (shape.order().isEmpty()) {
            return new Ranges(shape, List.of(), ranges);
        }
        RangePartitioner plan = new RangePartitioner(shape, sample, ranges);
        plan.cut();
        return new Ranges(shape, plan.bounds, plan.bounds.size() + 1);
    }

    private void cut() {
        int start = 0;
        int waiting = 0;
        while (start < sample.size()) {
            int end = partitionEnd(start);
            int rows = end - start;
            boolean large = rows > rowsOfRange;
            if (waiting > 0 && (large || waiting + rows > rowsOfRange)) {
                bounds.add(new Bound(
                        Ranges.bytes(sample.get(start)), shape.partitions().size()));
                waiting = 0;
            }
            waiting += rows;
            if (large) {
                within(start, end);
                waiting = (int) Math.ceil(rowsOfRange);
            }
            start = end;
        }
    }

    private int partitionEnd(int start) {
        if (shape.partitions().isEmpty()) {
            return sample.size();
        }
        int end = start + 1;
        while (end < sample.size()
                && order.compare(
                                sample.get(start),
                                sample.get(end),
                                shape.partitions().size())
                        == 0) {
            end++;
        }
        return end;
    }

    private void within(int start, int end) {
        int ranges = (int) Math.ceil((end - start) / rowsOfRange);
        UnsafeRow latest = sample.get(start);
        for (int i = 1; i < ranges; i++) {
            UnsafeRow row = sample.get(start + (int) ((long) (end - start) * i / ranges));
            if (order.compare(latest, row) < 0) {
                bounds.add(new Bound(Ranges.bytes(row), shape.order().size()));
                latest = row;
            }
        }
    }
}
