package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.Account;
import java.util.ArrayList;
import java.util.List;

/** The violations of one history; only the first few are kept, since the rest mostly follow from them. */
public final class Violations {
    private static final int MOST = 5;
    private final Account account;
    private final List<Violation> violations = new ArrayList<>();

    public Violations(Account account) {
        this.account = account;
    }

    /** Something happened that was promised never to happen. */
    public void violated(String promise, String how) {
        if (violations.size() < MOST) {
            violations.add(new Violation(promise, account.time().elapsed(), how));
        }
        account.trace().note(account.time().elapsed(), "VIOLATION", () -> promise + ": " + how);
    }

    public List<Violation> all() {
        return List.copyOf(violations);
    }
}
