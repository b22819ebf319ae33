package dev.mayfly.simulator.invariant;

import dev.mayfly.contract.S3Uris;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Outputs;
import dev.mayfly.simulator.cloud.Table;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** No partition names output that no finished attempt stands for; no row of an unlisted file can be read; no step back. */
final class PublishedIsVerified implements InvariantChecker {
    /** Tables that tell of runs; no driver writes what they show. */
    private static final String OF_RUNS = "mayfly_";

    private final Account account;
    private final Violations verdicts;
    private final Map<String, String> newest = new HashMap<>();
    /** The databases of deployments in which somebody has gone back. */
    private final Set<String> wentBack = new HashSet<>();

    PublishedIsVerified(Account account, Violations verdicts) {
        this.account = account;
        this.verdicts = verdicts;
    }

    @Override
    public void said(String deployment, String command) {
        if (command.equals("rollback")) {
            wentBack.add(deployment.replace('-', '_'));
        }
    }

    @Override
    public void tableChanged(Table table) {
        if (table.name().startsWith(OF_RUNS)) {
            return;
        }
        for (String location : table.shown().locations()) {
            Optional<Outputs.Made> made = account.outputs().at(location);
            if (made.isEmpty() || !made.get().finished()) {
                verdicts.violated("published is verified", location + " is of no finished attempt");
            } else {
                onlyListed(location, made.get());
                allThere(location, made.get());
                noStepBack(table.database(), location, made.get().plan().runId());
            }
        }
    }

    /** Whose output is shown has nothing more to write. */
    @Override
    public void driverWrote(String file) {
        if (file.substring(file.lastIndexOf('/') + 1).startsWith("_")) {
            return;
        }
        account.tables().stream()
                .flatMap(table -> table.shown().locations().stream())
                .filter(file::startsWith)
                .findFirst()
                .ifPresent(location ->
                        verdicts.violated("published is verified", file + " was written below what is shown"));
    }

    private void onlyListed(String location, Outputs.Made made) {
        URI where = S3Uris.ofText(location);
        account.buckets().list(S3Uris.bucket(where), S3Uris.key(where)).keySet().stream()
                .filter(key -> !key.substring(key.lastIndexOf('/') + 1).startsWith("_"))
                .map(key -> S3Uris.of(S3Uris.bucket(where), key).toString())
                .filter(file -> !made.files().contains(file))
                .findFirst()
                .ifPresent(stray -> verdicts.violated("published is verified", "rows of the unlisted " + stray));
    }

    private void allThere(String location, Outputs.Made made) {
        made.files().stream()
                .filter(file -> file.startsWith(location))
                .filter(file -> account.buckets().get(S3Uris.ofText(file)).isEmpty())
                .findFirst()
                .ifPresent(gone -> verdicts.violated("published is verified", gone + " was taken away"));
    }

    private void noStepBack(String database, String location, String runId) {
        String partition = location.replace(runId, "").replaceAll("-a[0-9]+/", "/");
        String before = newest.merge(partition, runId, (one, other) -> one.compareTo(other) > 0 ? one : other);
        if (!wentBack.contains(database) && before.compareTo(runId) > 0) {
            verdicts.violated("no step back", location + " is older than what was shown before, of run " + before);
        }
    }
}
