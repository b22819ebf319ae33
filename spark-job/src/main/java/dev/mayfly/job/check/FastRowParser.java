package dev.mayfly.job.check;

import dev.mayfly.contract.ColumnRule;
import dev.mayfly.contract.ColumnType.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads lines that need no second look: no quotes, ASCII alone, every field of its column's type and within its rules. It
 * decides nothing else; what it does not read goes to {@link StrictRowParser}, and what it reads that one would read the same.
 */
final class FastRowParser {
    private static final int WHOLE = 0;
    private static final int TEXT = 1;
    private static final int OTHER = 2;
    private static final int UNNAMED = 3;
    /** So many digits fit into 63 bits whatever they are. */
    private static final int SAFE_DIGITS = 18;

    private static final boolean[] PLAIN = new boolean[256];

    static {
        Arrays.fill(PLAIN, 1, 128, true);
        PLAIN['"'] = false;
        PLAIN['\r'] = false;
        PLAIN['\n'] = false;
        PLAIN[','] = false;
    }

    private final int[] columns;
    private final int[] kinds;
    private final boolean[] nullable;
    private final boolean[] small;
    private final long[] least;
    private final long[] most;
    private final boolean[] partition;
    /** Longer partition values get a second look. */
    private final int[] surely;

    /** Whether the field's value is wanted once more: by a rule or for a derived column. */
    private final boolean[] wanted;

    private final ValueReader[] readers;
    private final ValueRule[][] rules;
    private final PresenceRule[] presence;
    /** By presence rule: the value that was looked at last, and whether it asks for one in the rule's own column. */
    private final Object[] latest;

    private final boolean[] asked;
    private final DerivedValue[] derived;
    /** By column: the values that are wanted once more, and the words among them. */
    private final Object[] values;

    /** The columns that the file lacks: the path has their values, or they have none. */
    private final int[] elsewhere;

    private final ValueCache.Entry[] words;
    private final ValueCache[] known;

    FastRowParser(List<TypedColumn> table, List<DerivedValue> made, FileHeader file) {
        int width = file.names().size();
        columns = new int[width];
        kinds = new int[width];
        nullable = new boolean[width];
        small = new boolean[width];
        least = new long[width];
        most = new long[width];
        Arrays.fill(least, Long.MIN_VALUE);
        Arrays.fill(most, Long.MAX_VALUE);
        partition = new boolean[width];
        surely = new int[width];
        PartitionRoom room = PartitionRoom.of(table, made);
        wanted = new boolean[width];
        readers = new ValueReader[width];
        rules = new ValueRule[width][0];
        values = new Object[table.size()];
        words = new ValueCache.Entry[table.size()];
        known = new ValueCache[width];
        presence = PresenceRule.of(table).toArray(PresenceRule[]::new);
        latest = new Object[presence.length];
        asked = new boolean[presence.length];
        derived = made.toArray(DerivedValue[]::new);
        Arrays.fill(kinds, UNNAMED);
        int[] places = file.indexes();
        elsewhere = IntStream.range(0, places.length)
                .filter(column -> places[column] == HeaderBinding.NOWHERE)
                .toArray();
        System.arraycopy(PathValue.values(file.path(), table), 0, values, 0, values.length);
        for (int column = 0; column < places.length; column++) {
            if (places[column] == HeaderBinding.NOWHERE) {
                continue;
            }
            TypedColumn typed = table.get(column);
            Kind kind = typed.columnType().kind();
            int field = places[column];
            columns[field] = column;
            kinds[field] = kind == Kind.BIGINT || kind == Kind.INT ? WHOLE : kind == Kind.STRING ? TEXT : OTHER;
            nullable[field] = typed.nullable();
            small[field] = kind == Kind.INT;
            partition[field] = typed.partition();
            surely[field] = room.surely(typed.name());
            readers[field] = ValueReaders.of(typed.columnType());
            rules[field] = rules(field, typed);
            wanted[field] = rules[field].length > 0 || isLookedAt(column);
            known[field] = new ValueCache(rules[field], column, derived);
        }
    }

    /** The column's rules but for bounds of whole numbers, which are kept as such. */
    private ValueRule[] rules(int field, TypedColumn column) {
        if (kinds[field] != WHOLE) {
            return ValueRule.of(column).toArray(ValueRule[]::new);
        }
        for (ColumnRule rule : column.rules()) {
            if (rule instanceof ColumnRule.AtLeast bound) {
                least[field] = Math.max(least[field], whole(bound.value(), column));
            } else if (rule instanceof ColumnRule.AtMost bound) {
                most[field] = Math.min(most[field], whole(bound.value(), column));
            }
        }
        return ValueRule.of(column).stream()
                .filter(rule -> !(rule instanceof ValueRule.Bound))
                .toArray(ValueRule[]::new);
    }

    private static long whole(String bound, TypedColumn column) {
        return ((Number) ValueRule.value(bound, column.columnType())).longValue();
    }

    private boolean isLookedAt(int column) {
        return Arrays.stream(presence).anyMatch(rule -> rule.own() == column || rule.other() == column)
                || Arrays.stream(derived).anyMatch(value -> value.from() == column);
    }

    /** Whether the line from {@code start} to {@code end} was read; if not, what the row got so far means nothing. */
    boolean read(byte[] bytes, int start, int end, RowTarget row) {
        int at = start;
        int last = kinds.length - 1;
        for (int field = 0; field <= last; field++) {
            int stop = kinds[field] == WHOLE ? number(field, bytes, at, end, row) : text(field, bytes, at, end, row);
            if (stop < 0 || (field < last ? stop == end || bytes[stop] != ',' : stop != end)) {
                return false;
            }
            at = stop + 1;
        }
        for (int column : elsewhere) {
            if (values[column] == null) {
                row.nothing(column);
            } else {
                row.value(column, values[column]);
            }
        }
        for (int i = 0; i < presence.length; i++) {
            if (!holds(i)) {
                return false;
            }
        }
        return derived.length == 0 || derive(row);
    }

    /** A word that comes again is the same object, so its rule is asked once. */
    private boolean holds(int rule) {
        Object other = values[presence[rule].other()];
        if (other != latest[rule]) {
            latest[rule] = other;
            asked[rule] = presence[rule].asks(other);
        }
        return asked[rule] == (values[presence[rule].own()] != null);
    }

    /** Where the field stops, or -1 where it is none that is read here. */
    private int number(int field, byte[] bytes, int start, int end, RowTarget row) {
        int at = start;
        boolean minus = at < end && bytes[at] == '-';
        at += minus ? 1 : 0;
        int first = at;
        long value = 0;
        while (at < end) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            at++;
        }
        if (at == first) {
            return minus ? -1 : empty(field, at, row);
        }
        value = minus ? -value : value;
        if (at - first > SAFE_DIGITS || (small[field] && value != (int) value)) {
            return -1;
        }
        if (value < least[field] || value > most[field]) {
            return -1;
        }
        if (wanted[field] && !allowed(field, small[field] ? (Object) (int) value : (Object) value)) {
            return -1;
        }
        row.whole(columns[field], value);
        return at;
    }

    private int empty(int field, int at, RowTarget row) {
        if (kinds[field] == UNNAMED) {
            return at;
        }
        if (!nullable[field]) {
            return -1;
        }
        values[columns[field]] = null;
        words[columns[field]] = null;
        row.nothing(columns[field]);
        return at;
    }

    private int text(int field, byte[] bytes, int start, int end, RowTarget row) {
        int at = start;
        while (at < end && PLAIN[bytes[at] & 0xFF]) {
            at++;
        }
        if (at == start) {
            return empty(field, at, row);
        }
        return switch (kinds[field]) {
            case TEXT -> word(field, bytes, start, at, row) ? at : -1;
            case OTHER -> other(field, bytes, start, at, row) ? at : -1;
            default -> at;
        };
    }

    private boolean word(int field, byte[] bytes, int start, int end, RowTarget row) {
        if (wanted[field]) {
            ValueCache.Entry word = known[field].of(bytes, start, end - start);
            if (!word.allowed()) {
                return false;
            }
            values[columns[field]] = word.text();
            words[columns[field]] = word;
        }
        if (partition[field]
                && (end - start > surely[field] || StrictRowParser.isHiveNull(bytes, start, end - start))) {
            return false;
        }
        row.text(columns[field], bytes, start, end - start);
        return true;
    }

    private boolean other(int field, byte[] bytes, int start, int end, RowTarget row) {
        try {
            Object value = readers[field].read(bytes, start, end - start);
            row.value(columns[field], value);
            return !wanted[field] || allowed(field, value);
        } catch (BadValue e) {
            return false;
        }
    }

    private boolean allowed(int field, Object value) {
        for (ValueRule rule : rules[field]) {
            if (!rule.allows(value)) {
                return false;
            }
        }
        values[columns[field]] = value;
        return true;
    }

    private boolean derive(RowTarget row) {
        try {
            for (int i = 0; i < derived.length; i++) {
                int from = derived[i].from();
                if (words[from] != null) {
                    byte[] made = words[from].made()[i];
                    row.text(values.length + i, made, 0, made.length);
                } else {
                    row.value(values.length + i, derived[i].of(values[from]));
                }
            }
            return true;
        } catch (BadValue e) {
            return false;
        }
    }
}
