package dev.mayfly.job.check;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Judges the lines of a file: most are read as they pass, the others get {@link StrictRowParser}'s full attention. One thread's. */
public final class LineClassifier {
    private static final BitSet NOTHING = new BitSet(0);

    private final StrictRowParser check;
    private final FastRowParser quick;
    private final byte[] header;
    private final RowTarget row;
    private final SecondHeader headers;
    /** Whether no header is read as a row, whatever it looks like. */
    private final boolean headersFail;

    private boolean quickly;

    /** {@code row} gets the values of lines that are accepted. */
    public LineClassifier(List<TypedColumn> columns, List<DerivedValue> derived, FileHeader file, RowTarget row) {
        this.check = new StrictRowParser(columns, derived, file);
        this.quick = new FastRowParser(columns, derived, file);
        this.header = file.bytes();
        this.row = row;
        this.headers = new SecondHeader(columns, file);
        this.headersFail = headers.recognizedByType();
    }

    /** What the {@code length} bytes from {@code start} are, which are without their line break. */
    public LineKind judge(byte[] bytes, int start, int length) {
        if (length == 0) {
            return LineKind.BLANK;
        }
        if (length == header.length && Arrays.equals(header, 0, length, bytes, start, start + length)) {
            return LineKind.HEADER;
        }
        row.begin();
        boolean rowAlone = headersFail || !headers.begins(bytes, start, start + length);
        quickly = rowAlone && quickly(bytes, start, start + length);
        return quickly ? LineKind.ACCEPTED : slow(bytes, start, length);
    }

    private boolean quickly(byte[] bytes, int start, int end) {
        try {
            return quick.read(bytes, start, end, row);
        } catch (RuntimeException | StackOverflowError e) {
            // Whatever it is, the second look says which column it comes from.
            return false;
        }
    }

    private LineKind slow(byte[] bytes, int start, int length) {
        LineKind kind = check.judge(Arrays.copyOfRange(bytes, start, start + length), length);
        if (kind == LineKind.ACCEPTED) {
            row.begin();
            Object[] values = check.values();
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null) {
                    row.nothing(i);
                } else {
                    row.value(i, values[i]);
                }
            }
        }
        return kind;
    }

    /** The columns of the line that was accepted last whose values were repaired. Good until the next line. */
    public BitSet repaired() {
        return quickly ? NOTHING : check.repaired();
    }

    /** Why the line that was rejected last was; it may have values of the row. */
    public String reason() {
        return check.reason();
    }

    /** The same without anything of the row: what rows have in common that are rejected alike. */
    public String fault() {
        return check.fault();
    }
}
