package dev.mayfly.cli.query;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.contract.S3Uris;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

/** The tables of a database as the catalog names them: columns, partition keys and locations; views have none and are left out. */
public final class CatalogTables {
    private static final String VIEW = "VIRTUAL_VIEW";
    private static final String JSON = "org.apache.hive.hcatalog.data.JsonSerDe";
    private final Clients clients;

    public CatalogTables(Clients clients) {
        this.clients = clients;
    }

    /** A table and where its rows lie; of an unpartitioned one that is a single place without values. */
    public record Entry(String name, List<Column> columns, List<Column> keys, boolean json, List<Place> places) {}

    /** A partition's values, in the keys' order, and its location. */
    public record Place(List<String> values, URI location) {}

    public List<Entry> of(String database) {
        try (GlueClient glue = clients.build(GlueClient.builder())) {
            List<Entry> entries = new ArrayList<>();
            all(glue, database)
                    .filter(table -> !VIEW.equals(table.tableType()))
                    .forEach(table -> entries.add(entry(glue, database, table)));
            return entries;
        }
    }

    /** The names of the views that stand beside them. */
    List<String> views(String database) {
        try (GlueClient glue = clients.build(GlueClient.builder())) {
            return all(glue, database)
                    .filter(table -> VIEW.equals(table.tableType()))
                    .map(Table::name)
                    .toList();
        }
    }

    private static Stream<Table> all(GlueClient glue, String database) {
        return glue.getTablesPaginator(request -> request.databaseName(database)).stream()
                .flatMap(page -> page.tableList().stream());
    }

    private static Entry entry(GlueClient glue, String database, Table table) {
        List<Place> places = table.partitionKeys().isEmpty()
                ? List.of(new Place(
                        List.of(), S3Uris.ofText(table.storageDescriptor().location())))
                : glue
                        .getPartitionsPaginator(
                                request -> request.databaseName(database).tableName(table.name()))
                        .stream()
                        .flatMap(page -> page.partitions().stream())
                        .map(partition -> new Place(
                                partition.values(),
                                S3Uris.ofText(partition.storageDescriptor().location())))
                        .toList();
        return new Entry(
                table.name(),
                table.storageDescriptor().columns(),
                table.partitionKeys(),
                JSON.equals(table.storageDescriptor().serdeInfo().serializationLibrary()),
                places);
    }
}
