package dev.mayfly.local.glue;

import dev.mayfly.local.http.Validation;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Lengths and characters that Glue's service model (API version 2017-03-31) sets for what is put into the catalog. */
final class InputLimits {
    private static final String LETTERS = "\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF";
    private static final Pattern ONE_LINE = Pattern.compile("[" + LETTERS + "\\t]*");
    private static final Pattern LINES = Pattern.compile("[" + LETTERS + "\\r\\n\\t]*");
    private static final int NAME = 255;
    private static final int DESCRIPTION = 2_048;
    private static final int TYPE = 131_072;
    private static final int LOCATION = 2_056;
    private static final int FORMAT = 128;
    private static final int PARAMETER = 512_000;
    private static final int VIEW_TEXT = 409_600;
    private static final int PARTITION_VALUE = 1_024;

    private final Validation checks = Validation.of();

    private InputLimits() {}

    static void check(DatabaseInput database) {
        InputLimits limits = new InputLimits();
        limits.name("databaseInput.name", database.name());
        limits.lines("databaseInput.description", database.description(), 0, DESCRIPTION);
        limits.lines("databaseInput.locationUri", database.locationUri(), 1, 1_024);
        limits.parameters("databaseInput.parameters", database.parameters());
        limits.checks.check();
    }

    static void check(TableInput table) {
        InputLimits limits = new InputLimits();
        limits.name("tableInput.name", table.name());
        limits.lines("tableInput.description", table.description(), 0, DESCRIPTION);
        limits.name("tableInput.owner", table.owner());
        limits.checks.range("tableInput.retention", table.retention(), 0, Integer.MAX_VALUE);
        limits.storage("tableInput.storageDescriptor", table.storageDescriptor());
        limits.columns("tableInput.partitionKeys", table.partitionKeys());
        limits.checks.length("tableInput.viewOriginalText", table.viewOriginalText(), 0, VIEW_TEXT);
        limits.checks.length("tableInput.viewExpandedText", table.viewExpandedText(), 0, VIEW_TEXT);
        limits.checks.length("tableInput.tableType", table.tableType(), 0, NAME);
        limits.parameters("tableInput.parameters", table.parameters());
        limits.checks.check();
    }

    /** {@code path} is the member that holds the partition. */
    static void check(String path, PartitionInput partition) {
        InputLimits limits = new InputLimits();
        for (int i = 0; i < partition.values().size(); i++) {
            limits.checks.length(member(path + ".values", i), partition.values().get(i), 1, PARTITION_VALUE);
        }
        limits.storage(path + ".storageDescriptor", partition.storageDescriptor());
        limits.parameters(path + ".parameters", partition.parameters());
        limits.checks.check();
    }

    private void storage(String path, StorageDescriptor storage) {
        if (storage == null) {
            return;
        }
        columns(path + ".columns", storage.columns());
        lines(path + ".location", storage.location(), 0, LOCATION);
        line(path + ".inputFormat", storage.inputFormat(), 0, FORMAT);
        line(path + ".outputFormat", storage.outputFormat(), 0, FORMAT);
        if (storage.serdeInfo() != null) {
            name(path + ".serdeInfo.name", storage.serdeInfo().name());
            name(path + ".serdeInfo.serializationLibrary", storage.serdeInfo().serializationLibrary());
            parameters(path + ".serdeInfo.parameters", storage.serdeInfo().parameters());
        }
        parameters(path + ".parameters", storage.parameters());
    }

    private void columns(String path, List<Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            String member = member(path, i);
            Column column = columns.get(i);
            checks.required(member + ".name", column.name());
            name(member + ".name", column.name());
            line(member + ".type", column.type(), 0, TYPE);
            line(member + ".comment", column.comment(), 0, NAME);
            parameters(member + ".parameters", column.parameters());
        }
    }

    private void parameters(String path, Map<String, String> parameters) {
        parameters.forEach((key, value) -> {
            name(path + ".key", key);
            checks.length(path + "." + key + ".member", value, 0, PARAMETER);
        });
    }

    private void name(String path, String text) {
        line(path, text, 1, NAME);
    }

    private void line(String path, String text, int min, int max) {
        checks.length(path, text, min, max).matches(path, text, ONE_LINE);
    }

    private void lines(String path, String text, int min, int max) {
        checks.length(path, text, min, max).matches(path, text, LINES);
    }

    private static String member(String path, int index) {
        return "%s.%d.member".formatted(path, index + 1);
    }
}
