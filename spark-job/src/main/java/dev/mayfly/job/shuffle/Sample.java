package dev.mayfly.job.shuffle;

import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.LineClassifier;
import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.row.RowBuffer;
import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.source.InputSplit;
import dev.mayfly.job.source.LineSource;
import dev.mayfly.job.store.ParallelCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * A few rows from all over the inputs, to tell where ranges begin. How even these are depends on it, and nothing else: a
 * range that comes out too large is sorted in parts and written into several files.
 */
final class Sample {
    private static final int MOST_PLACES = 64;
    private static final long BYTES = 32 << 10;

    private final Configuration conf;
    private final Set<TablePlan.ReadOption> reading;
    private final RowLayout shape;

    Sample(Configuration conf, Set<TablePlan.ReadOption> reading, RowLayout shape) {
        this.reading = reading;
        this.conf = conf;
        this.shape = shape;
    }

    List<UnsafeRow> of(List<InputSplit> pieces) {
        return ParallelCalls.map(places(pieces), this::rows).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Stretches of pieces, evenly spread over all their bytes. */
    private static List<InputSplit> places(List<InputSplit> pieces) {
        long all = pieces.stream().mapToLong(InputSplit::length).sum();
        int count = (int) Math.max(1, Math.min(MOST_PLACES, all / BYTES));
        List<InputSplit> places = new ArrayList<>();
        long before = 0;
        int next = 0;
        for (InputSplit piece : pieces) {
            while (next < count && all * next / count < before + piece.length()) {
                long into = all * next / count - before;
                places.add(piece.stretch(into, Math.min(BYTES, piece.length() - into)));
                next++;
            }
            before += piece.length();
        }
        return places;
    }

    private List<UnsafeRow> rows(InputSplit place) {
        RowBuffer row = new RowBuffer(shape);
        LineClassifier judge = new LineClassifier(shape.read(), shape.derived(), place.header(), row);
        List<UnsafeRow> rows = new ArrayList<>();
        long read = 0;
        try (LineSource lines = LineSource.of(conf, reading, place.uri(), place.start(), place.length())) {
            while (read < BYTES && lines.next()) {
                read += lines.length();
                if (judge.judge(lines.buffer(), lines.start(), lines.length()) == LineKind.ACCEPTED) {
                    if (shape.fingerprints()) {
                        row.fingerprint(lines.buffer(), lines.start(), lines.length(), place.headerId());
                    }
                    rows.add(row.row().copy());
                }
            }
        }
        return rows;
    }
}
