package dev.mayfly.simulator.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.TableInput;

/** A table of the catalog with its partitions, as it is and as it was before its last change. */
public final class Table {
    private final String database;
    private final String name;
    private Shown now;
    private Shown before;
    private long version;

    /** What readers see at a moment. */
    public record Shown(Optional<TableInput> table, String version, Map<String, PartitionInput> partitions) {
        public Shown {
            partitions = java.util.Collections.unmodifiableMap(new TreeMap<>(partitions));
        }

        /** Every place where a reader finds rows. */
        public List<String> locations() {
            List<String> locations = new ArrayList<>();
            table.filter(input -> input.partitionKeys().isEmpty())
                    .ifPresent(input -> locations.add(input.storageDescriptor().location()));
            partitions
                    .values()
                    .forEach(input -> locations.add(input.storageDescriptor().location()));
            return locations;
        }
    }

    Table(String database, String name) {
        this.database = database;
        this.name = name;
        this.now = new Shown(Optional.empty(), "0", Map.of());
        this.before = now;
    }

    /** Replaces the table itself. */
    public void define(TableInput input) {
        version++;
        change(new Shown(Optional.of(input), Long.toString(version), now.partitions()));
    }

    /** Drops it with its partitions. */
    public void drop() {
        version++;
        change(new Shown(Optional.empty(), Long.toString(version), Map.of()));
    }

    /** Replaces the partitions. */
    public void partitions(Map<String, PartitionInput> next) {
        change(new Shown(now.table(), now.version(), next));
    }

    private void change(Shown next) {
        before = now;
        now = next;
    }

    public Shown shown() {
        return now;
    }

    public Shown shownBefore() {
        return before;
    }

    public String database() {
        return database;
    }

    public String name() {
        return name;
    }
}
