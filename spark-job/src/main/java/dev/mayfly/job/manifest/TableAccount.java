package dev.mayfly.job.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.Shard;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.source.Census;
import dev.mayfly.job.store.WriteOnce;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Accounts for one table: what was read, what lies there now, and that both agree. */
public final class TableAccount {
    private final OutputListing listing;
    private final WriteOnce store;
    private final URI manifest;

    public TableAccount(OutputListing listing, WriteOnce store, URI manifest) {
        this.listing = listing;
        this.store = store;
        this.manifest = manifest;
    }

    /** Checks the table's output against the census and writes the shards that name its partitions. */
    public TableOutput of(TablePlan table, Census census, OptionalLong duplicates, List<String> unnamedColumns) {
        List<PartitionOutput> partitions = Partitions.of(table, listing.below(table.output()), census);
        List<OutputFile> rejects = census.rejected() == 0
                ? List.of()
                : listing.below(table.rejects()).stream()
                        .map(OutputListing.Listed::file)
                        .toList();
        List<Shard> shards = shards(table, partitions);
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

    private List<Shard> shards(TablePlan table, List<PartitionOutput> partitions) {
        int count = (partitions.size() + Shard.MOST_PARTITIONS - 1) / Shard.MOST_PARTITIONS;
        return IntStream.range(0, count)
                .mapToObj(i -> shard(
                        table,
                        i,
                        partitions.subList(
                                i * Shard.MOST_PARTITIONS,
                                Math.min(partitions.size(), (i + 1) * Shard.MOST_PARTITIONS))))
                .toList();
    }

    private Shard shard(TablePlan table, int number, List<PartitionOutput> partitions) {
        byte[] lines = partitions.stream()
                .map(partition -> new String(ContractJson.bytes(partition), UTF_8) + "\n")
                .collect(Collectors.joining())
                .getBytes(UTF_8);
        String folder = manifest.toString().replaceFirst("\\.json$", "");
        URI uri = URI.create("%s/%s-%05d.ndjson".formatted(folder, table.name(), number));
        store.create(uri, lines);
        return new Shard(uri, ContractJson.sha256(lines), partitions.size());
    }
}
