package dev.mayfly.job.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.ManifestPart;
import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.source.ScanStatistics;
import dev.mayfly.job.store.PutIfAbsent;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Accounts for one table: what was read, what lies there now, and that both agree. */
public final class TableManifestBuilder {
    private final OutputListing listing;
    private final PutIfAbsent store;
    private final URI manifest;

    public TableManifestBuilder(OutputListing listing, PutIfAbsent store, URI manifest) {
        this.listing = listing;
        this.store = store;
        this.manifest = manifest;
    }

    /** Checks the table's output against the census and writes the shards that name its partitions. */
    public TableOutput of(
            TablePlan table, ScanStatistics census, OptionalLong duplicates, List<String> unnamedColumns) {
        List<PartitionOutput> partitions = Partitions.of(table, listing.below(table.output()), census);
        List<OutputFile> rejects = census.rejected() == 0
                ? List.of()
                : listing.below(table.rejects()).stream()
                        .map(OutputListing.Listed::file)
                        .toList();
        List<ManifestPart> shards = shards(table, partitions);
        return new TableOutput(
                table.name(),
                census.accepted(),
                census.rejected(),
                duplicates,
                partitions.size(),
                partitions.stream()
                        .flatMap(partition -> partition.files().stream())
                        .mapToLong(OutputFile::bytes)
                        .sum(),
                census.inputs(),
                unnamedColumns,
                rejects,
                shards);
    }

    private List<ManifestPart> shards(TablePlan table, List<PartitionOutput> partitions) {
        int count = (partitions.size() + ManifestPart.MOST_PARTITIONS - 1) / ManifestPart.MOST_PARTITIONS;
        return IntStream.range(0, count)
                .mapToObj(i -> shard(
                        table,
                        i,
                        partitions.subList(
                                i * ManifestPart.MOST_PARTITIONS,
                                Math.min(partitions.size(), (i + 1) * ManifestPart.MOST_PARTITIONS))))
                .toList();
    }

    private ManifestPart shard(TablePlan table, int number, List<PartitionOutput> partitions) {
        byte[] lines = partitions.stream()
                .map(partition -> new String(ContractJson.bytes(partition), UTF_8) + "\n")
                .collect(Collectors.joining())
                .getBytes(UTF_8);
        String folder = manifest.toString().replaceFirst("\\.json$", "");
        URI uri = URI.create("%s/%s-%05d.ndjson".formatted(folder, table.name(), number));
        store.create(uri, lines);
        return new ManifestPart(uri, ContractJson.sha256(lines), partitions.size());
    }
}
