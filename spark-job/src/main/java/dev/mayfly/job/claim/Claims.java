package dev.mayfly.job.claim;

import dev.mayfly.contract.Claim;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.job.store.PutIfAbsent;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Lets at most one driver work on an attempt, and none after the control plane has revoked it. */
public final class Claims {
    private final PutIfAbsent store;
    private final Clock clock;

    public Claims(PutIfAbsent store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Who holds the attempt instead of this driver; empty when it is this driver's. */
    public Optional<Claim> acquire(RunPlan plan, String cluster) {
        // The nonce makes rivals' claims differ, even two drivers of one cluster.
        Claim mine = new Claim(
                plan.runId(),
                plan.attempt(),
                Claim.Holder.DRIVER,
                cluster,
                UUID.randomUUID().toString(),
                clock.instant());
        PutIfAbsent.Put put = store.put(plan.claim(), ContractJson.bytes(mine));
        return put instanceof PutIfAbsent.Put.Taken taken
                ? Optional.of(ContractJson.read(
                        taken.there(), Claim.class, plan.claim().toString()))
                : Optional.empty();
    }
}
