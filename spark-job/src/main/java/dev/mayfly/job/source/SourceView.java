package dev.mayfly.job.source;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.check.TypedColumn;
import java.util.List;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What a reading of the inputs yields rows about. Names with a # cannot be names of columns. */
enum SourceView {
    /** The values of accepted rows. */
    ROWS,
    /** The same with the number that orders them and the range that it lies in. */
    KEYED_ROWS,
    /** Counts of lines and bytes by piece, kind and partition, and for each piece what it says of the order's columns and of repairs. */
    CENSUS,
    /** Accepted rows as the bytes they were, with a number for the header that gives these meaning. */
    LINES,
    /** Rejected rows, where they were and why. */
    REJECTS;

    static final String KEY = "#key";
    static final String RANGE = "#range";
    static final String ROWS_COUNTED = "#rows";
    static final String SURVEY = "#survey";
    static final String PIECE = "#piece";
    static final String KIND = "#kind";
    static final String BYTES = "#bytes";
    static final String HEADER = "#header";
    static final String RAW = "#raw";

    StructType schema(List<TypedColumn> columns) {
        return switch (this) {
            case ROWS -> columns(new StructType(), columns);
            case KEYED_ROWS ->
                columns(new StructType(), columns).add(KEY, LongType, false).add(RANGE, IntegerType, false);
            case CENSUS ->
                columns(
                        new StructType()
                                .add(PIECE, IntegerType, false)
                                .add(KIND, StringType, false)
                                .add(ROWS_COUNTED, LongType, false)
                                .add(BYTES, LongType, false)
                                .add(SURVEY, BinaryType, true),
                        columns.stream()
                                .filter(TypedColumn::partition)
                                .map(c -> new TypedColumn(c.name(), c.type(), true, true))
                                .toList());
            case LINES -> new StructType().add(HEADER, IntegerType, false).add(RAW, BinaryType, false);
            case REJECTS ->
                new StructType()
                        .add("raw", StringType, false)
                        .add("raw_bytes", BinaryType, true)
                        .add("file", StringType, false)
                        .add("byte_offset", LongType, false)
                        .add("line", LongType, true)
                        .add("reason", StringType, false);
        };
    }

    boolean shows(LineKind kind) {
        return switch (this) {
            case ROWS, KEYED_ROWS, LINES -> kind == LineKind.ACCEPTED;
            case CENSUS -> true;
            case REJECTS -> kind == LineKind.REJECTED;
        };
    }

    private static StructType columns(StructType schema, List<TypedColumn> columns) {
        StructType all = schema;
        for (TypedColumn column : columns) {
            all = all.add(new StructField(
                    column.name(), SparkTypes.of(column.columnType()), column.nullable(), Metadata.empty()));
        }
        return all;
    }
}
