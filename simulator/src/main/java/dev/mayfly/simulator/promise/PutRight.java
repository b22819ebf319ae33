package dev.mayfly.simulator.promise;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Damage;
import dev.mayfly.simulator.cloud.Witness;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What somebody changed in the catalog by hand is put right, while nothing else is wrong; not where a publication was refused half way,
 * since only a person knows then what readers should see.
 */
final class PutRight implements Witness {
    private static final String RESTS = "\"audit\":{\"due\":null";
    private final Account account;
    private final Verdicts verdicts;
    private final Duration longest;
    private final BooleanSupplier controlPlaneActs;

    PutRight(Account account, Verdicts verdicts, Duration longest, BooleanSupplier controlPlaneActs) {
        this.account = account;
        this.verdicts = verdicts;
        this.longest = longest;
        this.controlPlaneActs = controlPlaneActs;
    }

    @Override
    public void over() {
        if (!controlPlaneActs.getAsBoolean()) {
            return;
        }
        for (Damage damage : account.damages()) {
            Duration age = Duration.between(damage.when(), account.time().instant());
            if (age.compareTo(longest) >= 0 && damage.open(account.outputs()) && !rests(damage)) {
                verdicts.broken(
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

    private boolean rests(Damage damage) {
        String state = damage.table().database().replace('_', '-') + "-state";
        return account.buckets().list(state, "ledger/").entrySet().stream()
                .filter(stored -> stored.getKey().endsWith("/head.json"))
                .anyMatch(stored -> new String(stored.getValue().bytes(), UTF_8).contains(RESTS));
    }
}
