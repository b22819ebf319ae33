package dev.mayfly.simulator.mutant;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.mayfly.simulator.cloud.Account;
import java.util.function.Function;
import java.util.function.Supplier;

/** The protocol with one thing left out or done wrong, which the promises have to notice. */
public record Mutant(String name, String policy, boolean driversClaim, Function<Supplier<Account>, Module> instead) {
    /** The protocol as it is. */
    public static final Mutant NONE = new Mutant("none", "", true, account -> Modules.EMPTY_MODULE);

    static Mutant of(String name, Function<Supplier<Account>, Module> instead) {
        return new Mutant(name, "", true, instead);
    }
}
