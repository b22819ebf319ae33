package dev.mayfly.simulator.invariant;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.CatalogEdit;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Notice;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What somebody changed in the catalog by hand is put right, while nothing else is wrong; not where a publication was refused half way,
 * since only a person knows then what readers should see. That it was so is the ledger's word, which is taken where people were
 * told of a failure of that dataset.
 */
final class DriftIsRepaired implements InvariantChecker {
    private static final String RESTS = "\"audit\":{\"due\":null";
    private final Account account;
    private final Violations verdicts;
    private final Duration longest;
    private final BooleanSupplier controlPlaneActs;
    private final Set<String> failed = new HashSet<>();

    DriftIsRepaired(Account account, Violations verdicts, Duration longest, BooleanSupplier controlPlaneActs) {
        this.account = account;
        this.verdicts = verdicts;
        this.longest = longest;
        this.controlPlaneActs = controlPlaneActs;
    }

    @Override
    public void noticed(Notice notice) {
        if (!notice.good()) {
            failed.add(notice.tables());
        }
    }

    @Override
    public void over() {
        if (!controlPlaneActs.getAsBoolean()) {
            return;
        }
        for (CatalogEdit damage : account.damages()) {
            Duration age = Duration.between(damage.when(), account.time().instant());
            if (age.compareTo(longest) >= 0 && damage.open(account.outputs()) && !rests(damage)) {
                verdicts.violated(
                        "put right by audit",
                        "%s.%s shows %s since %d min"
                                .formatted(
                                        damage.table().database(),
                                        damage.table().name(),
                                        damage.table().shown().locations(),
                                        age.toMinutes()));
            }
        }
    }

    private boolean rests(CatalogEdit damage) {
        String deployment = damage.table().database().replace('_', '-');
        return damage.good().locations().stream()
                .flatMap(location -> account.outputs().at(location).stream())
                .map(made -> made.plan().dataset())
                .filter(dataset -> failed.contains(deployment + "/" + dataset))
                .flatMap(dataset ->
                        account.buckets().get(deployment + "-state", "ledger/" + dataset + "/head.json").stream())
                .anyMatch(head -> new String(head.bytes(), UTF_8).contains(RESTS));
    }
}
