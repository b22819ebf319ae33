package dev.mayfly.orchestrator.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.Shard;
import java.util.List;

/** The partitions of a manifest's table, shard by shard, each as its sha256 says. */
public final class Shards {
    private final RunExchange exchange;

    public Shards(RunExchange exchange) {
        this.exchange = exchange;
    }

    /** The partitions of one shard; one that is gone or was changed is refused. */
    public List<PartitionOutput> read(Shard shard) {
        byte[] bytes =
                exchange.read(shard.uri()).orElseThrow(() -> new IllegalArgumentException(shard.uri() + " is missing"));
        if (!ContractJson.sha256(bytes).equals(shard.sha256())) {
            throw new IllegalArgumentException(shard.uri() + " is not the shard that the manifest names");
        }
        List<PartitionOutput> partitions = new String(bytes, UTF_8)
                .lines()
                .map(line -> ContractJson.read(
                        line.getBytes(UTF_8), PartitionOutput.class, shard.uri().toString()))
                .toList();
        if (partitions.size() != shard.partitions()) {
            throw new IllegalArgumentException("%s has %d partitions, the manifest says %d"
                    .formatted(shard.uri(), partitions.size(), shard.partitions()));
        }
        return partitions;
    }
}
