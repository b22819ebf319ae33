package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Notice;
import dev.mayfly.simulator.cloud.Outputs;
import dev.mayfly.simulator.cloud.Table;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** When people are told that a run succeeded, readers see exactly what it made. */
final class NotifiedOutputIsVisible implements InvariantChecker {
    private final Account account;
    private final Violations verdicts;

    NotifiedOutputIsVisible(Account account, Violations verdicts) {
        this.account = account;
        this.verdicts = verdicts;
    }

    @Override
    public void noticed(Notice notice) {
        // Whoever is told twice may be told again after somebody changed the catalog by hand.
        if (!notice.good() || account.damaged()) {
            return;
        }
        String run = notice.of();
        for (Outputs.Made made : account.outputs().of(run)) {
            Set<String> shown = account.tables().stream()
                    .map(Table::shown)
                    .flatMap(shows -> shows.locations().stream())
                    .filter(location -> location.startsWith(made.prefix()))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> wanted = made.files().stream()
                    .map(file -> file.substring(0, file.lastIndexOf('/') + 1))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (made.finished() && !shown.equals(wanted)) {
                verdicts.violated(
                        "told is shown", "run %s was told, of %s readers see %s".formatted(run, wanted, shown));
            }
        }
    }
}
