package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.List;

/** The value that a file's path gives to the column of this number on all rows of the file; no text is no value. */
public record PathValue(int column, String text) implements Serializable {
    /** By column, in Spark's internal form; null for columns whose values are not in the path. They were read once before. */
    static Object[] values(List<PathValue> path, List<TypedColumn> columns) {
        Object[] values = new Object[columns.size()];
        for (PathValue value : path) {
            byte[] bytes = value.text.getBytes(UTF_8);
            try {
                values[value.column] = bytes.length == 0
                        ? null
                        : ValueReaders.of(columns.get(value.column).columnType())
                                .read(bytes, 0, bytes.length);
            } catch (BadValue e) {
                throw new IllegalStateException("a path has a value that was not checked", e);
            }
        }
        return values;
    }
}
