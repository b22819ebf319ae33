package dev.mayfly.simulator.promise;

import dev.mayfly.contract.InputFile;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.Witness;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** At most three clusters for the same inputs without a person or a newer job. */
final class ThreeLaunches implements Witness {
    private static final int MOST = 3;
    private final Account account;
    private final Verdicts verdicts;
    private final Map<String, Integer> launches = new HashMap<>();

    ThreeLaunches(Account account, Verdicts verdicts) {
        this.account = account;
        this.verdicts = verdicts;
    }

    @Override
    public void created(Cluster cluster) {
        Works.plan(account, cluster.request()).ifPresent(plan -> {
            String inputs = plan.tables().stream()
                    .flatMap(table -> table.inputs().stream())
                    .map(InputFile::toString)
                    .sorted()
                    .collect(Collectors.joining(","));
            int so = launches.merge(plan.dataset() + inputs, 1, Integer::sum);
            if (so > MOST) {
                verdicts.broken(
                        "three launches", "cluster %s is number %d for the same inputs".formatted(cluster.id(), so));
            }
        });
    }

    @Override
    public void said(String deployment, String command) {
        launches.clear();
    }
}
