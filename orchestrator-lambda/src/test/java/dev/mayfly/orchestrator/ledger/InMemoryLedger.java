package dev.mayfly.orchestrator.ledger;

import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A ledger that keeps JSON in memory, so that what is read went through the real documents. */
public final class InMemoryLedger implements Ledger, DatasetIndex {
    private final Map<String, byte[]> heads = new HashMap<>();
    private final Map<String, byte[]> runs = new TreeMap<>(java.util.Comparator.reverseOrder());
    private int writes;
    /** What happens before anything is asked of it. */
    public Runnable beforeEachCall = () -> {};

    @Override
    public Optional<Stored> read(String dataset) {
        beforeEachCall.run();
        return Optional.ofNullable(heads.get(dataset))
                .map(json -> new Stored(LedgerJson.head(json, dataset), etag(json)));
    }

    @Override
    public List<String> datasets() {
        beforeEachCall.run();
        return heads.keySet().stream().sorted().toList();
    }

    @Override
    public Swap swap(Optional<Stored> before, DatasetState next) {
        beforeEachCall.run();
        Optional<String> there = Optional.ofNullable(heads.get(next.dataset())).map(InMemoryLedger::etag);
        if (!there.equals(before.map(Stored::etag))) {
            return new Swap.Lost();
        }
        writes++;
        byte[] json = LedgerJson.bytes(next);
        heads.put(next.dataset(), json);
        return new Swap.Won(new Stored(LedgerJson.head(json, next.dataset()), etag(json)));
    }

    @Override
    public void archive(Run run) {
        beforeEachCall.run();
        runs.putIfAbsent(run.dataset() + "/" + run.id(), LedgerJson.bytes(run));
    }

    @Override
    public Optional<Run> run(String dataset, String runId) {
        beforeEachCall.run();
        return Optional.ofNullable(runs.get(dataset + "/" + runId))
                .map(json -> LedgerJson.read(json, Run.class, runId));
    }

    @Override
    public List<String> runIds(String dataset, int most) {
        beforeEachCall.run();
        return runs.keySet().stream()
                .filter(key -> key.startsWith(dataset + "/"))
                .map(key -> key.substring(dataset.length() + 1))
                .limit(most)
                .toList();
    }

    /** From now on nobody can read this head. */
    public void damage(String dataset) {
        heads.put(dataset, new byte[] {'{'});
    }

    public int writes() {
        return writes;
    }

    private static String etag(byte[] json) {
        return dev.mayfly.contract.ContractJson.sha256(json);
    }
}
