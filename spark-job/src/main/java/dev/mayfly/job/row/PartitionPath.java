package dev.mayfly.job.row;

import dev.mayfly.contract.ColumnType;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.TimestampFormatter;

/** A row's partition: its values as text, the folder that these name, and whether two rows share it. */
public final class PartitionPath {
    private final RowLayout shape;
    private final int[] places;
    private final PhysicalType[] kinds;
    private final ColumnType[] types;
    private final RowOrder order;
    private final TimestampFormatter timestamps = TimestampFormatter.getFractionFormatter(ZoneOffset.UTC);

    public PartitionPath(RowLayout shape) {
        this.shape = shape;
        this.places = shape.partitions().stream().mapToInt(Integer::intValue).toArray();
        this.kinds = shape.kinds();
        this.types = shape.columns().stream().map(column -> column.columnType()).toArray(ColumnType[]::new);
        this.order = new RowOrder(shape);
    }

    /** A number that rows of one partition share, and few others have. */
    public int hash(UnsafeRow row) {
        long hash = 0;
        for (int i = 0; i < places.length; i++) {
            hash = hash * 31 + order.prefix(row, i);
        }
        return (int) ((hash * 0x9E3779B97F4A7C15L) >>> Integer.SIZE);
    }

    public boolean same(UnsafeRow one, UnsafeRow other) {
        return order.compare(one, other, places.length) == 0;
    }

    /** The values in the form that Spark gives them in a folder's name. */
    public List<String> of(UnsafeRow row) {
        return IntStream.of(places).mapToObj(place -> text(row, place)).toList();
    }

    /** The folders, one in the other, that hold rows of these values. */
    public String folder(List<String> values) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < places.length; i++) {
            path.append(i == 0 ? "" : "/")
                    .append(ExternalCatalogUtils.getPartitionPathString(
                            shape.columns().get(places[i]).name(), values.get(i)));
        }
        return path.toString();
    }

    private String text(UnsafeRow row, int place) {
        ColumnType type = types[place];
        return switch (kinds[place]) {
            case TEXT -> row.getUTF8String(place).toString();
            // The two zeros are equal in SQL, so they share a partition.
            case DOUBLE -> Double.toString(row.getDouble(place) + 0.0);
            case BOOLEAN -> Boolean.toString(row.getBoolean(place));
            case DECIMAL ->
                row.getDecimal(place, type.precision(), type.scale())
                        .toJavaBigDecimal()
                        .toPlainString();
            case WHOLE -> whole(row.getLong(place), type);
        };
    }

    private String whole(long value, ColumnType type) {
        return switch (type.kind()) {
            case DATE -> LocalDate.ofEpochDay(value).toString();
            case TIMESTAMP -> timestamps.format(value);
            default -> Long.toString(value);
        };
    }
}
