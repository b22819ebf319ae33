package dev.mayfly.simulator.client;

import dev.mayfly.simulator.cloud.Account;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** The clock of the history that is at hand. */
final class AccountClock extends Clock {
    private final Supplier<Account> account;

    AccountClock(Supplier<Account> account) {
        this.account = account;
    }

    @Override
    public Instant instant() {
        return account.get().time().instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("virtual time is in UTC, not in " + zone);
    }
}
