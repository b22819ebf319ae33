package dev.mayfly.local.glue;

import dev.mayfly.local.http.AwsError;
import java.math.BigDecimal;
import java.util.Locale;

/** How the values of a partition key compare: by the type that its table declares. */
enum PartitionKeyType {
    TEXT,
    NUMBER;

    int compare(String left, String right) {
        return switch (this) {
            case TEXT -> left.compareTo(right);
            case NUMBER -> number(left).compareTo(number(right));
        };
    }

    /** Dates and timestamps are written so that their text sorts as they do. */
    static PartitionKeyType of(String declared) {
        String type = declared.toLowerCase(Locale.ROOT).replaceAll("\\(.*", "").strip();
        return switch (type) {
            case "tinyint", "smallint", "int", "integer", "bigint", "long", "decimal" -> NUMBER;
            case "string", "char", "varchar", "date", "timestamp" -> TEXT;
            default ->
                throw new AwsError(
                        400, "InvalidInputException", "Unsupported type in a partition expression: " + declared);
        };
    }

    private static BigDecimal number(String value) {
        try {
            return new BigDecimal(value.strip());
        } catch (NumberFormatException e) {
            throw new AwsError(400, "InvalidInputException", "'" + value + "' is not a number, its key's type is");
        }
    }
}
