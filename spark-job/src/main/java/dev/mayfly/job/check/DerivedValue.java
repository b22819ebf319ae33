package dev.mayfly.job.check;

import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.DerivedColumn;
import dev.mayfly.contract.TablePlan;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;

/** A derived partition column as tasks need it: its values stand behind the table's own, made of the one at {@code from}. */
public sealed interface DerivedValue extends Serializable {
    String name();

    int from();

    ColumnType type();

    /** The value made of one that is there, both in Spark's internal form. */
    Object of(Object value) throws BadValue;

    /** All of a table's, in the order of its plan; a group knows no names before the values are counted. */
    static List<DerivedValue> of(TablePlan table) {
        return table.layout().derived().stream()
                .map(column -> of(column, table.columns()))
                .toList();
    }

    private static DerivedValue of(DerivedColumn column, List<dev.mayfly.contract.Column> columns) {
        int from =
                columns.stream().map(dev.mayfly.contract.Column::name).toList().indexOf(column.from());
        if (column instanceof DerivedColumn.Bucket bucket) {
            return new Bucket(bucket.name(), from, bucket.count());
        }
        return column instanceof DerivedColumn.Day day
                ? new Day(day.name(), from, columns.get(from).type().kind())
                : new Ungrouped(column.name(), from);
    }

    /** The same once it is known which values have groups of their own. */
    default DerivedValue grouped(Map<String, Set<String>> groups) {
        return this;
    }

    /** What {@code from % count} gives in SQL. */
    record Bucket(String name, int from, int count) implements DerivedValue {
        @Override
        public ColumnType type() {
            return new ColumnType(ColumnType.Kind.INT, 0, 0);
        }

        @Override
        public Object of(Object value) {
            return (int) (((Number) value).longValue() % count);
        }
    }

    /** The day in UTC. */
    record Day(String name, int from, ColumnType.Kind kind) implements DerivedValue {
        private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay();
        private static final long LAST = LocalDate.of(9_999, 12, 31).toEpochDay();
        private static final long MILLIS = ChronoUnit.DAYS.getDuration().toMillis();
        private static final long MICROS = MILLIS * 1_000;

        @Override
        public ColumnType type() {
            return new ColumnType(ColumnType.Kind.DATE, 0, 0);
        }

        @Override
        public Object of(Object value) throws BadValue {
            long number = ((Number) value).longValue();
            long day = switch (kind) {
                case BIGINT -> Math.floorDiv(number, MILLIS);
                case TIMESTAMP -> Math.floorDiv(number, MICROS);
                case DATE -> number;
                case INT, DOUBLE, DECIMAL, STRING, BOOLEAN ->
                    throw new IllegalStateException("the plan refuses a day of " + kind);
            };
            if (day < FIRST || day > LAST) {
                throw new BadValue("time of the years 1 to 9999 in %s, so it has no day".formatted(unit()));
            }
            return (int) day;
        }

        private String unit() {
            return kind == ColumnType.Kind.BIGINT ? "epoch milliseconds" : "UTC";
        }
    }

    /** A group while values are counted: each value stands for itself. */
    record Ungrouped(String name, int from) implements DerivedValue {
        @Override
        public ColumnType type() {
            return new ColumnType(ColumnType.Kind.STRING, 0, 0);
        }

        @Override
        public Object of(Object value) {
            return value instanceof UTF8String text ? text : UTF8String.fromString(String.valueOf(value));
        }

        @Override
        public DerivedValue grouped(Map<String, Set<String>> groups) {
            return new Group(
                    this,
                    groups.get(name).stream()
                            .map(UTF8String::fromString)
                            .collect(java.util.stream.Collectors.toUnmodifiableSet()));
        }
    }

    /** The value itself if it is one of {@code named}, {@link DerivedColumn.Group#OTHER} if not. */
    record Group(Ungrouped value, Set<UTF8String> named) implements DerivedValue {
        private static final UTF8String OTHER = UTF8String.fromString(DerivedColumn.Group.OTHER);

        @Override
        public String name() {
            return value.name();
        }

        @Override
        public int from() {
            return value.from();
        }

        @Override
        public ColumnType type() {
            return value.type();
        }

        @Override
        public Object of(Object from) {
            Object text = value.of(from);
            return named.contains(text) ? text : OTHER;
        }
    }
}
