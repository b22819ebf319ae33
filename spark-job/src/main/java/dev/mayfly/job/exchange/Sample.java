package dev.mayfly.job.exchange;

import dev.mayfly.contract.TablePlan.Reading;
import dev.mayfly.job.check.LineJudge;
import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.row.RowBytes;
import dev.mayfly.job.row.RowShape;
import dev.mayfly.job.source.InputLines;
import dev.mayfly.job.source.Piece;
import dev.mayfly.job.store.AtOnce;
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
    private final Set<Reading> reading;
    private final RowShape shape;

    Sample(Configuration conf, Set<Reading> reading, RowShape shape) {
        this.reading = reading;
        this.conf = conf;
        this.shape = shape;
    }

    List<UnsafeRow> of(List<Piece> pieces) {
        return AtOnce.map(places(pieces), this::rows).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Stretches of pieces, evenly spread over all their bytes. */
    private static List<Piece> places(List<Piece> pieces) {
        long all = pieces.stream().mapToLong(Piece::length).sum();
        int count = (int) Math.max(1, Math.min(MOST_PLACES, all / BYTES));
        List<Piece> places = new ArrayList<>();
        long before = 0;
        int next = 0;
        for (Piece piece : pieces) {
            while (next < count && all * next / count < before + piece.length()) {
                long into = all * next / count - before;
                places.add(piece.stretch(into, Math.min(BYTES, piece.length() - into)));
                next++;
            }
            before += piece.length();
        }
        return places;
    }

    private List<UnsafeRow> rows(Piece place) {
        RowBytes row = new RowBytes(shape);
        LineJudge judge = new LineJudge(shape.read(), shape.derived(), place.header(), row);
        List<UnsafeRow> rows = new ArrayList<>();
        long read = 0;
        try (InputLines lines = InputLines.of(conf, reading, place.uri(), place.start(), place.length())) {
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
