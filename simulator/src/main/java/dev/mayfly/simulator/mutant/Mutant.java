package dev.mayfly.simulator.mutant;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.mayfly.simulator.cloud.Account;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The protocol with one thing left out or done wrong, which the promises have to notice.
 *
 * @param rollout whether a later version of the code is deployed in each history, whose heads the present one cannot read
 */
public record Mutant(
        String name,
        String policy,
        boolean driversClaim,
        boolean rollout,
        Function<Supplier<Account>, Module> instead) {
    /** The protocol as it is. */
    public static final Mutant NONE = new Mutant("none", "", true, false, account -> Modules.EMPTY_MODULE);

    /** The protocol as it is while a later version of its code is deployed. */
    public static final Mutant ROLLOUT = NONE.inRollout();

    /** The protocol with other clients, or with other parts of its own. */
    public static Mutant of(String name, Function<Supplier<Account>, Module> instead) {
        return new Mutant(name, "", true, false, instead);
    }

    static Mutant ofPolicy(String name, String policy) {
        return of(name, NONE.instead()).withPolicy(policy);
    }

    Mutant withPolicy(String other) {
        return new Mutant(name, other, driversClaim, rollout, instead);
    }

    Mutant withoutClaims() {
        return new Mutant(name, policy, false, rollout, instead);
    }

    Mutant inRollout() {
        return new Mutant(name, policy, driversClaim, true, instead);
    }
}
