package dev.mayfly.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.check.RowCheck;
import dev.mayfly.job.check.TypedColumn;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads pieces line by line and yields a row for each line that the view shows. */
final class CsvReader implements PartitionReader<InternalRow> {
    private static final Map<LineKind, UTF8String> KINDS = new EnumMap<LineKind, UTF8String>(
            Arrays.stream(LineKind.values()).collect(toMap(kind -> kind, kind -> UTF8String.fromString(kind.name()))));

    private final Configuration conf;
    private final SourceView view;
    private final List<TypedColumn> columns;
    private final int[] partitions;
    private final Iterator<Piece> pieces;
    private Optional<At> at = Optional.empty();
    private InternalRow row = InternalRow.empty();
    private long line;

    /** The piece at hand, its lines and the check for its file. */
    private record At(Piece piece, RawLines lines, RowCheck check) {}

    CsvReader(Configuration conf, SourceView view, List<TypedColumn> columns, List<Piece> pieces) {
        this.conf = conf;
        this.view = view;
        this.columns = columns;
        this.partitions = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).partition())
                .toArray();
        this.pieces = pieces.iterator();
    }

    @Override
    public boolean next() {
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
            line++;
            if (view.shows(kind)) {
                row = row(here, kind);
                return true;
            }
        }
    }

    private void open(Piece piece) {
        RawLines lines = new RawLines(conf, piece.uri(), piece.start(), piece.length());
        at = Optional.of(new At(piece, lines, new RowCheck(columns, piece.header())));
        line = piece.firstLine() - 1;
    }

    private InternalRow row(At here, LineKind kind) {
        return switch (view) {
            case ROWS -> new GenericInternalRow(here.check.values());
            case CENSUS -> census(here, kind);
            case LINES -> new GenericInternalRow(new Object[] {here.piece.headerId(), raw(here.lines)});
            case REJECTS -> reject(here);
        };
    }

    private InternalRow census(At here, LineKind kind) {
        Object[] values = new Object[3 + partitions.length];
        values[0] = here.piece.id();
        values[1] = KINDS.get(kind);
        values[2] = (long) here.lines.length();
        if (kind == LineKind.ACCEPTED) {
            for (int i = 0; i < partitions.length; i++) {
                values[3 + i] = here.check.values()[partitions[i]];
            }
        }
        return new GenericInternalRow(values);
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

    private static byte[] raw(RawLines lines) {
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
