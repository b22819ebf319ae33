package dev.mayfly.orchestrator.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.ManifestPart;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.orchestrator.run.Generation;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads manifests and their parts, each only as the sha256 says that was recorded when it was verified. */
public final class ManifestReader {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestReader.class);
    private final RunArtifacts exchange;

    public ManifestReader(RunArtifacts exchange) {
        this.exchange = exchange;
    }

    /** A generation's manifest; {@link IllegalArgumentException} where it is gone or was changed. */
    public RunManifest read(Generation generation) {
        URI place = generation.manifest();
        byte[] bytes = exchange.read(place).orElseThrow(() -> new IllegalArgumentException(place + " is gone"));
        if (!ContractJson.sha256(bytes).equals(generation.sha256())) {
            throw new IllegalArgumentException(place + " was changed after it was verified");
        }
        return ContractJson.read(bytes, RunManifest.class, place.toString());
    }

    /** The same, or nothing where it is gone or was changed, which the log says. */
    public Optional<RunManifest> find(Generation generation) {
        try {
            return Optional.of(read(generation));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}", e.getMessage());
            return Optional.empty();
        }
    }

    /** The partitions of one shard; one that is gone or was changed is refused. */
    public List<PartitionOutput> read(ManifestPart shard) {
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
