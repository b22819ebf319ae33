package dev.mayfly.job.check;

import java.util.List;
import java.util.Optional;

/** Decides what each line of a file is, reads the values of rows that are right and says why others are not. One thread's. */
public final class RowCheck {
    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

    private final List<TypedColumn> columns;
    private final ValueReader[] readers;
    private final LineSplitter splitter = new LineSplitter();
    private final byte[] header;
    private final int[] places;
    private final int width;
    private Object[] values = new Object[0];
    private String reason = "";

    public RowCheck(List<TypedColumn> columns, FileHeader file) {
        this.columns = List.copyOf(columns);
        this.readers =
                columns.stream().map(c -> ValueReaders.of(c.columnType())).toArray(ValueReader[]::new);
        this.header = file.bytes();
        this.places = file.indexes();
        this.width = file.names().size();
    }

    /** Judges the first {@code length} bytes of {@code line}, which is without its line break. */
    public LineKind judge(byte[] line, int length) {
        if (length == 0) {
            return LineKind.BLANK;
        }
        if (FileHeader.same(header, line, length)) {
            return LineKind.HEADER;
        }
        Optional<String> fault = splitter.split(line, length).or(this::read);
        fault.ifPresent(why -> reason = why);
        return fault.isEmpty() ? LineKind.ACCEPTED : LineKind.REJECTED;
    }

    /** The values of the line that was accepted last, in the table's order; an absent one is null, as Spark has it. */
    public Object[] values() {
        return values;
    }

    /** Why the line that was rejected last was. */
    public String reason() {
        return reason;
    }

    private Optional<String> read() {
        LineFields fields = splitter.fields();
        if (fields.count() != width) {
            return Optional.of("the row has %d fields, the file's header %d".formatted(fields.count(), width));
        }
        values = new Object[readers.length];
        for (int i = 0; i < readers.length; i++) {
            TypedColumn column = columns.get(i);
            int field = places[i];
            if (fields.length(field) == 0) {
                if (!column.nullable()) {
                    return Optional.of(empty(column));
                }
                continue;
            }
            try {
                values[i] = readers[i].read(fields.bytes(), fields.start(field), fields.length(field));
            } catch (BadValue e) {
                return Optional.of("%s is '%s', which is no %s"
                        .formatted(column.name(), FileHeader.shown(fields.text(field)), e.getMessage()));
            }
            if (column.partition() && isHiveNull(fields, field)) {
                return Optional.of(
                        "%s is '%s', the name that readers give to no value".formatted(column.name(), HIVE_NULL));
            }
        }
        return Optional.empty();
    }

    private static boolean isHiveNull(LineFields fields, int field) {
        return fields.length(field) == HIVE_NULL.length() && fields.text(field).equals(HIVE_NULL);
    }

    private static String empty(TypedColumn column) {
        return column.partition()
                ? "%s is empty; a partition needs a value".formatted(column.name())
                : "%s is empty and not nullable".formatted(column.name());
    }
}
