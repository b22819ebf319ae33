package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.ColumnRule;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Decides what each line of a file is, reads the values of rows that are right and says why others are not. One thread's. */
public final class StrictRowParser {
    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

    private final List<TypedColumn> columns;
    private final DerivedValue[] derived;
    private final ValueReader[] readers;
    private final ValueRule[][] rules;
    private final PresenceRule[] presence;
    private final PartitionRoom room;
    private final BitSet repairable = new BitSet();
    private final LineSplitter splitter = new LineSplitter();
    private final byte[] header;
    private final int[] places;
    private final int width;
    private final boolean lastNameIsEmpty;
    private final Object[] path;
    private final SecondHeader headers;
    private final BitSet repaired = new BitSet();
    private Object[] values = new Object[0];
    private Fault fault = new Fault("", "");
    /** The column at hand, and what is done with its value. */
    private int at;

    private String doing = "";

    public StrictRowParser(List<TypedColumn> columns, List<DerivedValue> derived, FileHeader file) {
        this.columns = List.copyOf(columns);
        this.derived = derived.toArray(DerivedValue[]::new);
        this.readers =
                columns.stream().map(c -> ValueReaders.of(c.columnType())).toArray(ValueReader[]::new);
        this.rules = columns.stream()
                .map(c -> ValueRule.of(c).toArray(ValueRule[]::new))
                .toArray(ValueRule[][]::new);
        this.presence = PresenceRule.of(columns).toArray(PresenceRule[]::new);
        this.room = PartitionRoom.of(columns, derived);
        for (int i = 0; i < columns.size(); i++) {
            repairable.set(
                    i, columns.get(i).rules().stream().anyMatch(rule -> rule instanceof ColumnRule.IntegralDecimals));
        }
        this.header = file.bytes();
        this.places = file.indexes();
        this.width = file.names().size();
        this.lastNameIsEmpty = file.names().get(width - 1).isBlank();
        this.path = PathValue.values(file.path(), columns);
        this.headers = new SecondHeader(columns, file);
    }

    /** Judges the first {@code length} bytes of {@code line}, which is without its line break. */
    public LineKind judge(byte[] line, int length) {
        if (length == 0) {
            return LineKind.BLANK;
        }
        if (FileHeader.same(header, line, length)) {
            return LineKind.HEADER;
        }
        Optional<LineKind> kind = headers.kind(line, length);
        if (kind.isPresent()) {
            return kind.get();
        }
        Optional<Fault> found = splitter.split(line, length).map(Fault::ofLine).or(this::readSafely);
        found.ifPresent(why -> fault = why);
        return found.isEmpty() ? LineKind.ACCEPTED : LineKind.REJECTED;
    }

    /**
     * The values of the line that was accepted last, in the table's order, and behind them those that are derived; an absent
     * one is null, as Spark has it.
     */
    public Object[] values() {
        return values;
    }

    /** The columns of the line that was accepted last whose values were repaired. Good until the next line. */
    public BitSet repaired() {
        return repaired;
    }

    /** Why the line that was rejected last was; it may have values of the row. */
    public String reason() {
        return fault.reason();
    }

    /** The same without anything of the row: what rows have in common that are rejected alike. */
    public String fault() {
        return fault.kind();
    }

    /** What nobody foresaw of a value rejects its row, and ends nothing else. */
    private Optional<Fault> readSafely() {
        try {
            return read();
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(Fault.plain("%s cannot be %s: %s"
                    .formatted(columns.get(at).name(), doing, e.getClass().getSimpleName())));
        }
    }

    private Optional<Fault> read() {
        LineFields fields = splitter.fields();
        if (fields.count() != width) {
            return Optional.of(Fault.ofWidth(fields, lastNameIsEmpty, width));
        }
        values = Arrays.copyOf(path, readers.length + derived.length);
        repaired.clear();
        for (int i = 0; i < readers.length; i++) {
            if (places[i] == HeaderBinding.NOWHERE) {
                continue;
            }
            if (fields.length(places[i]) == 0) {
                if (!columns.get(i).nullable()) {
                    return Optional.of(Fault.plain(empty(columns.get(i))));
                }
                continue;
            }
            at = i;
            doing = "read";
            try {
                values[i] = value(i, fields);
            } catch (BadValue e) {
                return Optional.of(noValue(i, fields, e));
            }
            doing = "held to its rules";
            for (ValueRule rule : rules[i]) {
                if (!rule.allows(values[i])) {
                    return Optional.of(fault(i, fields, rule.fault(), rule.fault()));
                }
            }
            if (columns.get(i).partition()) {
                Optional<String> unfit = unfit(columns.get(i).name(), fields, places[i]);
                if (unfit.isPresent()) {
                    return unfit.map(Fault::plain);
                }
            }
        }
        for (PresenceRule rule : presence) {
            at = rule.own();
            Optional<Fault> found = rule.fault(values, fields, places[rule.own()]);
            if (found.isPresent()) {
                return found;
            }
        }
        return derive(fields);
    }

    /** Why a value cannot name a partition. */
    private Optional<String> unfit(String column, LineFields fields, int field) {
        if (isHiveNull(fields.bytes(), fields.start(field), fields.length(field))) {
            return Optional.of("%s is '%s', the name that readers give to no value".formatted(column, HIVE_NULL));
        }
        int bytes = PartitionRoom.bytes(fields.bytes(), fields.start(field), fields.length(field));
        return bytes <= room.of(column)
                ? Optional.empty()
                : Optional.of(
                        "%s has %,d bytes as a partition value; at most %d".formatted(column, bytes, room.of(column)));
    }

    private Object value(int column, LineFields fields) throws BadValue {
        int field = places[column];
        try {
            return readers[column].read(fields.bytes(), fields.start(field), fields.length(field));
        } catch (BadValue e) {
            int whole = repairable.get(column)
                    ? IntegerReader.beforeZeros(fields.bytes(), fields.start(field), fields.length(field))
                    : 0;
            if (whole == 0) {
                throw e;
            }
            Object mended = readers[column].read(fields.bytes(), fields.start(field), whole);
            repaired.set(column);
            return mended;
        }
    }

    private Optional<Fault> derive(LineFields fields) {
        for (int i = 0; i < derived.length; i++) {
            int from = derived[i].from();
            at = from;
            doing = "made into a partition";
            try {
                values[readers.length + i] = derived[i].of(values[from]);
            } catch (BadValue e) {
                return Optional.of(noValue(from, fields, e));
            }
        }
        return Optional.empty();
    }

    /** What a reader says of a value may have the value in it, so the kind of fault is said without. */
    private Fault noValue(int column, LineFields fields, BadValue why) {
        return fault(
                column,
                fields,
                "no " + why.getMessage(),
                "no " + columns.get(column).type());
    }

    private Fault fault(int column, LineFields fields, String what, String kind) {
        String name = columns.get(column).name();
        String text =
                places[column] == HeaderBinding.NOWHERE ? String.valueOf(values[column]) : fields.text(places[column]);
        return new Fault(
                "%s is '%s', which is %s".formatted(name, FileHeader.shown(text), what),
                "%s is %s".formatted(name, kind));
    }

    static boolean isHiveNull(byte[] bytes, int start, int length) {
        return length == HIVE_NULL.length() && new String(bytes, start, length, UTF_8).equals(HIVE_NULL);
    }

    private static String empty(TypedColumn column) {
        return column.partition()
                ? "%s is empty; a partition needs a value".formatted(column.name())
                : "%s is empty and not nullable".formatted(column.name());
    }
}
