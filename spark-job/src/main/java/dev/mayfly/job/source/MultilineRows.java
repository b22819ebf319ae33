package dev.mayfly.job.source;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Rows whose quoted fields may have line breaks. Where a quote is not closed before a comma or a line's end, within a
 * mebibyte, the line that opened it stands alone, and the lines after it are rows again: one stray quote costs one line.
 */
final class MultilineRows implements LineSource {
    private static final int LONGEST = 1 << 20;

    private final LineReader lines;
    private final Deque<Line> ahead = new ArrayDeque<>();
    private long offset;
    private byte[] bytes = new byte[0];
    private int spanned;

    /** A line that was read on the way to a closing quote, and whether a carriage return stood at its end. */
    private record Line(long offset, byte[] bytes, boolean carriageReturn) {}

    MultilineRows(LineReader lines) {
        this.lines = lines;
    }

    @Override
    public boolean next() {
        Optional<Line> first = line();
        first.ifPresent(this::row);
        return first.isPresent();
    }

    private void row(Line first) {
        offset = first.offset;
        bytes = first.bytes;
        spanned = 1;
        Quote quote = quote(first.bytes, Quote.NONE);
        if (quote != Quote.OPEN) {
            return;
        }
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        List<Line> joined = new ArrayList<>();
        Line last = first;
        row.writeBytes(first.bytes);
        while (quote == Quote.OPEN && row.size() <= LONGEST) {
            Optional<Line> next = line();
            if (next.isEmpty()) {
                break;
            }
            if (last.carriageReturn) {
                row.write('\r');
            }
            last = next.get();
            joined.add(last);
            row.write('\n');
            row.writeBytes(last.bytes);
            quote = quote(last.bytes, Quote.OPEN);
            if (quote == Quote.NONE) {
                bytes = row.toByteArray();
                spanned = 1 + joined.size();
                return;
            }
        }
        for (int i = joined.size() - 1; i >= 0; i--) {
            ahead.addFirst(joined.get(i));
        }
    }

    private Optional<Line> line() {
        if (!ahead.isEmpty()) {
            return Optional.of(ahead.removeFirst());
        }
        return lines.next()
                ? Optional.of(new Line(lines.offset(), lines.bytes(), lines.endsInCarriageReturn()))
                : Optional.empty();
    }

    /** How a line's end finds the quotes; one opens at the start of a field alone, as in RFC 4180. */
    private enum Quote {
        NONE,
        OPEN,
        /** One was closed, and then came something else than a comma: it opened by mistake. */
        BROKEN
    }

    private static Quote quote(byte[] line, Quote before) {
        boolean open = before == Quote.OPEN;
        boolean fieldStart = !open;
        for (int i = 0; i < line.length; i++) {
            if (!open) {
                open = fieldStart && line[i] == '"';
                fieldStart = line[i] == ',';
            } else if (line[i] == '"') {
                boolean ends = i + 1 == line.length || line[i + 1] == ',';
                if (!ends && line[i + 1] != '"') {
                    return Quote.BROKEN;
                }
                open = !ends;
                i += ends ? 0 : 1;
            }
        }
        return open ? Quote.OPEN : Quote.NONE;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public byte[] buffer() {
        return bytes;
    }

    @Override
    public int start() {
        return 0;
    }

    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public int spanned() {
        return spanned;
    }

    @Override
    public void close() {
        lines.close();
    }
}
