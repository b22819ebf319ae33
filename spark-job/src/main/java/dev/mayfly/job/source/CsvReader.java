package dev.mayfly.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.check.RowCheck;
import dev.mayfly.job.check.TypedColumn;
import dev.mayfly.job.order.PackedKey;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads pieces line by line and yields a row for each line that the view shows. */
final class CsvReader implements PartitionReader<InternalRow> {
    private final Configuration conf;
    private final SourceSpec spec;
    private final SourceView view;
    private final int[] partitions;
    private final Iterator<Piece> pieces;
    private Optional<At> at = Optional.empty();
    private final int[] order;
    private Queue<InternalRow> counts = new ArrayDeque<>();
    private InternalRow row = InternalRow.empty();
    /** The number of the line at hand, and of the one after it; without meaning where nobody has counted. */
    private long line;

    private long nextLine;

    /** The piece at hand, its lines and the check for its file. */
    private record At(Piece piece, InputLines lines, RowCheck check) {}

    CsvReader(Configuration conf, SourceSpec spec, List<Piece> pieces) {
        this.conf = conf;
        this.spec = spec;
        this.view = spec.view();
        List<TypedColumn> shown = spec.shown();
        this.order = spec.order().stream().mapToInt(Integer::intValue).toArray();
        this.partitions = IntStream.range(0, shown.size())
                .filter(i -> shown.get(i).partition())
                .toArray();
        this.pieces = pieces.iterator();
    }

    @Override
    public boolean next() {
        return view == SourceView.CENSUS ? nextCount() : nextRow();
    }

    private boolean nextCount() {
        while (counts.isEmpty()) {
            if (!pieces.hasNext()) {
                return false;
            }
            Piece piece = pieces.next();
            PieceCount count =
                    new PieceCount(piece.id(), partitions, order, spec.columns().size());
            At here = open(piece);
            while (here.lines.next()) {
                LineKind kind = here.check.judge(here.lines.bytes(), here.lines.length());
                count.add(kind, here.lines.length(), here.check);
            }
            close();
            counts = count.rows();
        }
        row = counts.remove();
        return true;
    }

    private boolean nextRow() {
        while (true) {
            if (at.isEmpty()) {
                if (!pieces.hasNext()) {
                    return false;
                }
                open(pieces.next());
            }
            At here = at.orElseThrow();
            if (!here.lines.next()) {
                close();
                continue;
            }
            LineKind kind = here.check.judge(here.lines.bytes(), here.lines.length());
            line = nextLine;
            nextLine += here.lines.spanned();
            if (view.shows(kind)) {
                row = row(here);
                return true;
            }
        }
    }

    private At open(Piece piece) {
        InputLines lines = InputLines.of(conf, spec.reading(), piece.uri(), piece.start(), piece.length());
        At opened = new At(piece, lines, new RowCheck(spec.columns(), spec.derived(), piece.header()));
        at = Optional.of(opened);
        nextLine = piece.firstLine();
        return opened;
    }

    private InternalRow row(At here) {
        return switch (view) {
            case ROWS -> new GenericInternalRow(here.check.values());
            case KEYED_ROWS -> keyed(here.check.values(), spec.key().get(0));
            case CENSUS -> throw new IllegalStateException("a census has counts, not rows");
            case LINES -> new GenericInternalRow(new Object[] {here.piece.headerId(), raw(here.lines)});
            case REJECTS -> reject(here);
        };
    }

    private static InternalRow keyed(Object[] values, PackedKey key) {
        Object[] row = Arrays.copyOf(values, values.length + 2);
        long packed = key.of(values);
        row[values.length] = packed;
        row[values.length + 1] = key.range(packed);
        return new GenericInternalRow(row);
    }

    private InternalRow reject(At here) {
        byte[] raw = raw(here.lines);
        String text = new String(raw, UTF_8);
        boolean readable = Arrays.equals(text.getBytes(UTF_8), raw);
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(text),
            readable ? null : raw,
            UTF8String.fromString(here.piece.uri().toString()),
            here.lines.offset(),
            here.piece.firstLine() == 0 ? null : line,
            UTF8String.fromString(here.check.reason())
        });
    }

    private static byte[] raw(InputLines lines) {
        return Arrays.copyOf(lines.bytes(), lines.length());
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() {
        at.ifPresent(here -> here.lines.close());
        at = Optional.empty();
    }
}
