package dev.mayfly.local.glue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mayfly.local.http.SdkJson;
import dev.mayfly.local.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.Segment;
import software.amazon.awssdk.services.glue.model.Table;

/** The partitions of all tables, one entry each under table and values, so that a change costs the same among hundreds of thousands. */
final class GluePartitions {
    private static final String MAP = "partitions";

    private final StateStore store;
    private final Map<String, String> partitions;
    private final String account;
    private final Clock clock;

    GluePartitions(StateStore store, String account, Clock clock) {
        this.store = store;
        this.partitions = store.map(MAP);
        this.account = account;
        this.clock = clock;
    }

    void create(Table table, PartitionInput input) {
        checkArity(table, input.values());
        String key = key(table, input.values());
        if (partitions.containsKey(key)) {
            throw GlueErrors.alreadyExists("Partition already exists.");
        }
        partitions.put(key, GlueTables.text(partition(table, input)));
    }

    Optional<Partition> find(Table table, List<String> values) {
        return Optional.ofNullable(partitions.get(key(table, values))).map(GluePartitions::read);
    }

    /** Values that differ from the old ones move the partition. */
    void update(Table table, List<String> values, PartitionInput input) {
        List<String> newValues = input.hasValues() ? input.values() : values;
        checkArity(table, newValues);
        Partition old = find(table, values).orElseThrow(() -> GlueErrors.notFound("Partition not found."));
        String newKey = key(table, newValues);
        if (!newValues.equals(values) && partitions.containsKey(newKey)) {
            throw GlueErrors.alreadyExists("Partition already exists.");
        }
        partitions.remove(key(table, values));
        Partition changed = partition(table, input.toBuilder().values(newValues).build()).toBuilder()
                .creationTime(old.creationTime())
                .build();
        partitions.put(newKey, GlueTables.text(changed));
    }

    void delete(Table table, List<String> values) {
        if (partitions.remove(key(table, values)) == null) {
            throw GlueErrors.notFound("Cannot find partition.");
        }
    }

    void deleteAll(Table table) {
        store.entries(MAP, prefix(table), "").forEachRemaining(entry -> partitions.remove(entry.getKey()));
    }

    GluePage<Partition> list(
            Table table, String expression, Optional<Segment> segment, String token, int size, boolean withColumns) {
        PartitionExpression condition = PartitionExpressionParser.parse(expression, table.partitionKeys());
        Predicate<String> share =
                key -> segment.map(s -> Math.floorMod(key.hashCode(), s.totalSegments()) == s.segmentNumber())
                        .orElse(true);
        String prefix = prefix(table);
        return GluePage.of(store.entries(MAP, prefix, GluePage.after(token)), size, entry -> {
            String key = entry.getKey();
            if (!share.test(key) || !condition.matches(values(key.substring(prefix.length())))) {
                return Optional.empty();
            }
            Partition partition = read(entry.getValue());
            return Optional.of(withColumns ? partition : withoutColumns(partition));
        });
    }

    private Partition partition(Table table, PartitionInput input) {
        return SdkJson.read(SdkJson.writeTree(input), Partition.builder()).toBuilder()
                .databaseName(table.databaseName())
                .tableName(table.name())
                .storageDescriptor(GlueTables.complete(input.storageDescriptor()))
                .creationTime(clock.instant())
                .catalogId(account)
                .build();
    }

    private static void checkArity(Table table, List<String> values) {
        if (values.size() != table.partitionKeys().size()) {
            throw GlueErrors.invalid("The number of partition keys do not match the number of partition values: "
                    + table.partitionKeys().size() + " and " + values);
        }
    }

    private static Partition withoutColumns(Partition partition) {
        return partition.storageDescriptor() == null
                ? partition
                : partition.toBuilder()
                        .storageDescriptor(partition.storageDescriptor().toBuilder()
                                .columns(List.of())
                                .build())
                        .build();
    }

    private static Partition read(String json) {
        return SdkJson.read(GlueTables.bytes(json), Partition.builder());
    }

    private static String prefix(Table table) {
        return GlueTables.key(table.databaseName(), table.name()) + '\0';
    }

    /** Values may hold any character, so that they stand in the key as a JSON list. */
    private static String key(Table table, List<String> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(list::add);
        return prefix(table) + new String(SdkJson.bytes(list), StandardCharsets.UTF_8);
    }

    private static List<String> values(String json) {
        List<String> values = new ArrayList<>();
        SdkJson.tree(GlueTables.bytes(json)).forEach(value -> values.add(value.textValue()));
        return values;
    }
}
