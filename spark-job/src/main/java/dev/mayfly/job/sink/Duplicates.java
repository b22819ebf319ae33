package dev.mayfly.job.sink;

import dev.mayfly.job.row.RowLayout;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Counts surplus rows among those that share a place in the order, where equal lines meet: only there are the 128 bits that
 * stand for a line compared. In a billion rows of one place two different lines would be taken for one with a chance of
 * one in 10 to the 21st.
 */
final class Duplicates {
    private final int place;
    private final Set<Line> lines = new HashSet<>();
    private Line latest = new Line(0, 0);
    private long surplus;

    private record Line(long one, long two) {
        static Line of(UnsafeRow row, int place) {
            return new Line(row.getLong(place), row.getLong(place + 1));
        }
    }

    Duplicates(RowLayout shape) {
        place = shape.fingerprint();
    }

    /** {@code repeats} is whether the row before it has the same place in the order. */
    void add(UnsafeRow row, boolean repeats) {
        Line line = Line.of(row, place);
        if (!repeats) {
            lines.clear();
        } else {
            // Most rows are alone in their place: the set gets the first of one when a second comes.
            if (lines.isEmpty()) {
                lines.add(latest);
            }
            surplus += lines.add(line) ? 0 : 1;
        }
        latest = line;
    }

    long surplus() {
        return surplus;
    }
}
