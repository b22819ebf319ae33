package dev.mayfly.orchestrator.artifacts;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.ManifestPart;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunFailure;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.OutputStatus;
import dev.mayfly.orchestrator.run.TableSummary;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Believes a manifest only if it is of this attempt and this plan, and the LIST of every output equals it exactly, names and sizes. */
public final class OutputVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(OutputVerifier.class);
    private static final String COMMIT_MARK = "_SUCCESS";
    private final RunArtifacts exchange;

    public OutputVerifier(RunArtifacts exchange) {
        this.exchange = exchange;
    }

    /** What the attempt left. */
    public OutputStatus verify(String runId, int attempt, String planSha256, Instant now) {
        AttemptPaths places = exchange.paths(runId + "-a" + attempt);
        Optional<byte[]> bytes = exchange.read(places.manifest());
        try {
            if (bytes.isEmpty()) {
                return exchange.read(places.failure())
                        .<OutputStatus>map(failure -> new OutputStatus.GaveUp(ContractJson.read(
                                failure, RunFailure.class, places.failure().toString())))
                        .orElse(new OutputStatus.Nothing());
            }
            RunManifest manifest = ContractJson.read(
                    bytes.get(), RunManifest.class, places.manifest().toString());
            RunPlan plan = plan(places, planSha256);
            if (!manifest.runId().equals(runId)
                    || manifest.attempt() != attempt
                    || !manifest.planSha256().equals(planSha256)) {
                return new OutputStatus.Refused("the manifest at %s is of run %s, attempt %d"
                        .formatted(places.manifest(), manifest.runId(), manifest.attempt()));
            }
            Map<String, TableSummary> tables = new TreeMap<>();
            for (TablePlan table : plan.tables()) {
                tables.put(table.name(), verify(table, manifest));
            }
            return new OutputStatus.Verified(
                    new Generation(runId, attempt, places.manifest(), ContractJson.sha256(bytes.get()), now, tables));
        } catch (IllegalArgumentException e) {
            return new OutputStatus.Refused(e.getMessage());
        }
    }

    /** The plan that an attempt was given; one that was changed since is refused. */
    public RunPlan plan(AttemptPaths places, String planSha256) {
        URI where = places.plan(planSha256);
        byte[] bytes = exchange.read(where).orElseThrow(() -> new IllegalArgumentException(where + " is gone"));
        if (!ContractJson.sha256(bytes).equals(planSha256)) {
            throw new IllegalArgumentException("%s is not the plan that was given to the step".formatted(where));
        }
        return ContractJson.read(bytes, RunPlan.class, where.toString());
    }

    /** The same, or nothing where it is gone or was changed, which the log tells. */
    public Optional<RunPlan> planLeft(String attemptName, String planSha256) {
        try {
            return Optional.of(plan(exchange.paths(attemptName), planSha256));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}", e.getMessage());
            return Optional.empty();
        }
    }

    private TableSummary verify(TablePlan plan, RunManifest manifest) {
        TableOutput table = manifest.tables().stream()
                .filter(output -> output.name().equals(plan.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the manifest does not name table " + plan.name()));
        sameInputs(plan, table);
        FileSetDigest stated = new FileSetDigest();
        ManifestReader manifests = new ManifestReader(exchange);
        long rows = 0;
        for (ManifestPart shard : table.shards()) {
            for (PartitionOutput partition : manifests.read(shard)) {
                rows += partition.rows();
                String folder = below(plan.output(), partition.location(), plan.name());
                partition.files().forEach(file -> stated.add(folder + file.name(), file.bytes()));
            }
        }
        if (rows != table.rows()) {
            throw new IllegalArgumentException(
                    "table %s states %d rows, its partitions %d".formatted(plan.name(), table.rows(), rows));
        }
        sameFiles(plan.name(), plan.output(), stated);
        FileSetDigest rejects = new FileSetDigest();
        table.rejects().forEach(file -> rejects.add(file.name(), file.bytes()));
        sameFiles("the rejects of " + plan.name(), plan.rejects(), rejects);
        return new TableSummary(
                table.rows(),
                table.rejected(),
                table.duplicates(),
                table.partitions(),
                (int) stated.files(),
                stated.bytes());
    }

    private static void sameInputs(TablePlan plan, TableOutput table) {
        List<URI> asked =
                plan.inputs().stream().map(input -> input.uri()).sorted().toList();
        List<URI> read =
                table.inputs().stream().map(input -> input.uri()).sorted().toList();
        if (!asked.equals(read)) {
            throw new IllegalArgumentException(
                    "table %s was to be made of %s, and was made of %s".formatted(plan.name(), asked, read));
        }
    }

    private void sameFiles(String what, URI prefix, FileSetDigest stated) {
        FileSetDigest there = new FileSetDigest();
        exchange.list(prefix, (name, size) -> {
            if (!hiddenFromReaders(name, size)) {
                there.add(name, size);
            }
        });
        if (!there.sameAs(stated)) {
            throw new IllegalArgumentException("the files of %s below %s are not those of the manifest: %s"
                    .formatted(what, prefix, there.difference(stated)));
        }
    }

    /** The committer's mark, and the empty objects that stand for folders: no reader takes them for rows. */
    private static boolean hiddenFromReaders(String name, long size) {
        return name.equals(COMMIT_MARK) || (size == 0 && (name.isEmpty() || name.endsWith("/")));
    }

    private static String below(URI output, URI location, String table) {
        if (!location.toString().startsWith(output.toString())) {
            throw new IllegalArgumentException("a partition of table %s lies at %s, outside of the attempt's %s"
                    .formatted(table, location, output));
        }
        return location.getPath().substring(output.getPath().length());
    }
}
