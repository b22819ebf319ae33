package dev.mayfly.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * A partition column that is in no file: it is made of {@code from}, a column of the table that always has a value, so
 * that an analyst can write in SQL which partition a row is in. Names are stored: add, never rename.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "derived")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DerivedColumn.Bucket.class, name = "bucket"),
    @JsonSubTypes.Type(value = DerivedColumn.Group.class, name = "group"),
    @JsonSubTypes.Type(value = DerivedColumn.Day.class, name = "day")
})
public sealed interface DerivedColumn {
    String name();

    String from();

    /** The type that readers see. */
    ColumnType type();

    /** What readers are told about it. */
    String comment();

    /** Why it cannot be made of columns of this type, and what would be right. */
    Optional<String> incompatibility(ColumnType from);

    /** The same for a column, which has to have a value in every row. */
    default Optional<String> incompatibility(Column column) {
        return incompatibility(column.type())
                .or(() -> column.nullable()
                        ? Optional.of("%s is nullable, and a partition needs a value".formatted(column.name()))
                        : Optional.empty());
    }

    /** The column as readers see it. */
    default Column column() {
        return new Column(name(), type(), false, comment());
    }

    /** The remainder as SQL's {@code from % count} has it: below zero for a number below zero. */
    record Bucket(String name, String from, int count) implements DerivedColumn {
        public static final int MOST = 100_000;

        public Bucket {
            named(name, from);
            within("the buckets of " + from, count, 2, MOST);
        }

        @Override
        public ColumnType type() {
            return new ColumnType(ColumnType.Kind.INT, 0, 0);
        }

        @Override
        public String comment() {
            return "%s %% %d".formatted(from, count);
        }

        @Override
        public Optional<String> incompatibility(ColumnType from) {
            return from.wholeNumber()
                    ? Optional.empty()
                    : Optional.of("a bucket is made of a bigint or an int, and %s is %s".formatted(from(), from));
        }
    }

    /** The value itself, as text, where it is among the {@code top} most frequent of the run; {@link #OTHER} elsewhere. */
    record Group(String name, String from, int top) implements DerivedColumn {
        /** The rest's partition. A value of this very name is always part of the rest. Stored: never change it. */
        public static final String OTHER = "other";

        public static final int MOST = 1_000;

        public Group {
            named(name, from);
            within("the groups of " + from, top, 1, MOST);
        }

        @Override
        public ColumnType type() {
            return new ColumnType(ColumnType.Kind.STRING, 0, 0);
        }

        @Override
        public String comment() {
            return "%s where it is among the %d most frequent, '%s' elsewhere: ask for both"
                    .formatted(from, top, OTHER);
        }

        @Override
        public Optional<String> incompatibility(ColumnType from) {
            return from.wholeNumber() || from.kind() == ColumnType.Kind.STRING
                    ? Optional.empty()
                    : Optional.of(
                            "a group is made of a string, a bigint or an int, and %s is %s".formatted(from(), from));
        }
    }

    /** The day in UTC: of a bigint's epoch milliseconds, of a timestamp, or the date itself. */
    record Day(String name, String from) implements DerivedColumn {
        public Day {
            named(name, from);
        }

        @Override
        public ColumnType type() {
            return new ColumnType(ColumnType.Kind.DATE, 0, 0);
        }

        @Override
        public String comment() {
            return "the day of %s in UTC".formatted(from);
        }

        @Override
        public Optional<String> incompatibility(ColumnType from) {
            return switch (from.kind()) {
                case BIGINT, DATE, TIMESTAMP -> Optional.empty();
                case INT, DOUBLE, DECIMAL, STRING, BOOLEAN ->
                    Optional.of("a day is made of a bigint of epoch milliseconds, a timestamp or a date, and %s is %s"
                            .formatted(from(), from));
            };
        }
    }

    private static void named(String name, String from) {
        Guards.name("column", name);
        Guards.name("column", from);
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s are %d, and have to be %d to %d".formatted(what, value, least, most));
        }
    }
}
