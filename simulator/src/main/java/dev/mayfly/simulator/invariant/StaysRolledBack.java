package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Outputs;
import dev.mayfly.simulator.cloud.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a person rolled back stays so until a person says otherwise. */
final class StaysRolledBack implements InvariantChecker {
    private static final Set<String> LETS_ON = Set.of("release", "run", "rerun", "approve", "rollback");
    private final Account account;
    private final Violations verdicts;
    private final Map<String, String> shown = new HashMap<>();
    private final Set<String> wantsRollback = new HashSet<>();
    private final Set<String> rolledBack = new HashSet<>();

    StaysRolledBack(Account account, Violations verdicts) {
        this.account = account;
        this.verdicts = verdicts;
    }

    @Override
    public void said(String deployment, String command) {
        String database = deployment.replace('-', '_');
        if (LETS_ON.contains(command)) {
            wantsRollback.remove(database);
            rolledBack.removeIf(table -> table.startsWith(database + "."));
        }
        if (command.equals("rollback")) {
            wantsRollback.add(database);
        }
    }

    @Override
    public void tableChanged(Table table) {
        String name = table.database() + "." + table.name();
        String newest = table.shown().locations().stream()
                .flatMap(location -> account.outputs().at(location).stream())
                .map(Outputs.Made::plan)
                .map(plan -> plan.runId())
                .max(String::compareTo)
                .orElse("");
        if (newest.isEmpty()) {
            // One that somebody dropped shows nothing at first when it is made anew.
            return;
        }
        String before = shown.getOrDefault(name, "");
        shown.put(name, newest);
        if (newest.compareTo(before) < 0 && wantsRollback.contains(table.database())) {
            rolledBack.add(name);
        } else if (newest.compareTo(before) > 0 && rolledBack.contains(name)) {
            verdicts.violated("stays rolled back", "%s shows run %s again after %s".formatted(name, newest, before));
        }
    }
}
