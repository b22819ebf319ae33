package dev.mayfly.simulator.scenario;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.CatalogEdit;
import dev.mayfly.simulator.cloud.Table;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.glue.model.PartitionInput;

/** Somebody who changes a dataset's tables in the console, while no run of it is in hand and nothing else is to be put right. */
record CatalogTamperer(Account account, String deployment, String dataset) {
    void does(String what) {
        Table table = account.table(
                deployment.replace('-', '_'),
                Settings.prefix(dataset) + (what.equals("move a table") ? "items" : "events"));
        boolean partitions = what.endsWith("a partition");
        if (table.shown().table().isEmpty()
                || (partitions && table.shown().partitions().size() < 2)
                || account.damaged()
                || !new DatasetProbe(account, deployment, dataset).atRest()) {
            return;
        }
        Table.Shown good = table.shown();
        switch (what) {
            case "drop a partition" -> table.partitions(withoutFirst(good.partitions()));
            case "repoint a partition" -> table.partitions(firstWhereLastIs(good.partitions()));
            case "drop a table" -> table.drop();
            case "move a table" ->
                table.define(good.table().orElseThrow().toBuilder()
                        .storageDescriptor(good.table().orElseThrow().storageDescriptor().toBuilder()
                                .location(
                                        URI.create("s3://somewhere-else/items/").toString())
                                .build())
                        .build());
            default ->
                throw new IllegalArgumentException("nobody can '%s'; people do %s".formatted(what, Workload.DAMAGES));
        }
        account.damages().add(new CatalogEdit(table, account.time().instant(), good));
    }

    private static Map<String, PartitionInput> withoutFirst(Map<String, PartitionInput> partitions) {
        TreeMap<String, PartitionInput> left = new TreeMap<>(partitions);
        left.pollFirstEntry();
        return left;
    }

    private static Map<String, PartitionInput> firstWhereLastIs(Map<String, PartitionInput> partitions) {
        TreeMap<String, PartitionInput> moved = new TreeMap<>(partitions);
        List<String> keys = List.copyOf(moved.keySet());
        moved.put(
                keys.get(0),
                moved.get(keys.get(0)).toBuilder()
                        .storageDescriptor(moved.get(keys.get(keys.size() - 1)).storageDescriptor())
                        .build());
        return moved;
    }
}
