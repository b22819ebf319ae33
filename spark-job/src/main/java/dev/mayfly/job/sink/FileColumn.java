package dev.mayfly.job.sink;

import dev.mayfly.contract.ColumnType;
import dev.mayfly.job.check.TypedColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** A column of a file: where a row has it, its name and type, and whether a dictionary pays. */
record FileColumn(int place, String name, String type, boolean nullable, boolean dictionary) implements Serializable {
    /** Bytes without a meaning of their own; no type of the contract. */
    private static final String BYTES = "bytes";

    private static final int DIGITS_OF_INT = 9;
    private static final int DIGITS_OF_LONG = 18;

    /** The columns that files of a table have: all but those that name the folders. */
    static List<FileColumn> of(List<TypedColumn> columns, List<String> withoutDictionary) {
        List<FileColumn> files = new ArrayList<>();
        for (int place = 0; place < columns.size(); place++) {
            TypedColumn column = columns.get(place);
            if (!column.partition()) {
                files.add(new FileColumn(
                        place,
                        column.name(),
                        column.type(),
                        column.nullable(),
                        !withoutDictionary.contains(column.name())));
            }
        }
        return files;
    }

    static FileColumn bytes(int place, String name) {
        return new FileColumn(place, name, BYTES, true, true);
    }

    Type schema() {
        Repetition repetition = nullable ? Repetition.OPTIONAL : Repetition.REQUIRED;
        if (type.equals(BYTES)) {
            return Types.primitive(PrimitiveTypeName.BINARY, repetition).named(name);
        }
        ColumnType column = ColumnType.of(type);
        return switch (column.kind()) {
            case BIGINT -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
            case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
            case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
            case BOOLEAN ->
                Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
            case STRING ->
                Types.primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
            case DATE ->
                Types.primitive(PrimitiveTypeName.INT32, repetition)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(name);
            case TIMESTAMP ->
                Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                        .named(name);
            case DECIMAL -> decimal(column, repetition);
        };
    }

    private Type decimal(ColumnType column, Repetition repetition) {
        LogicalTypeAnnotation decimal = LogicalTypeAnnotation.decimalType(column.scale(), column.precision());
        if (column.precision() <= DIGITS_OF_LONG) {
            return Types.primitive(
                            column.precision() <= DIGITS_OF_INT ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64,
                            repetition)
                    .as(decimal)
                    .named(name);
        }
        return Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                .length(bytesOf(column.precision()))
                .as(decimal)
                .named(name);
    }

    /** The fewest bytes that hold every number of so many digits. */
    static int bytesOf(int precision) {
        int bytes = 1;
        while (java.math.BigInteger.TWO.pow(8 * bytes - 1).compareTo(java.math.BigInteger.TEN.pow(precision)) < 0) {
            bytes++;
        }
        return bytes;
    }

    /** What hands the column's values to Parquet. */
    ColumnValueWriter feed() {
        if (type.equals(BYTES)) {
            return ColumnValueWriter.text(place, nullable);
        }
        ColumnType column = ColumnType.of(type);
        return switch (column.kind()) {
            case BIGINT, TIMESTAMP -> ColumnValueWriter.longs(place, nullable);
            case INT, DATE -> ColumnValueWriter.ints(place, nullable);
            case DOUBLE -> ColumnValueWriter.doubles(place, nullable);
            case BOOLEAN -> ColumnValueWriter.booleans(place, nullable);
            case STRING -> ColumnValueWriter.text(place, nullable);
            case DECIMAL -> ColumnValueWriter.decimals(place, nullable, column);
        };
    }
}
