package dev.mayfly.simulator.cloud;

import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.TablePlan;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What attempts really made: which files belong to a finished one, and which prefixes nobody finished. */
public final class Outputs {
    private final Map<String, Made> byPrefix = new LinkedHashMap<>();

    /** One attempt's table: the plan it followed, its files, and whether its manifest was written over exactly these. */
    public static final class Made {
        private final RunPlan plan;
        private final String prefix;
        private final Set<String> files = new LinkedHashSet<>();
        private boolean finished;

        private Made(RunPlan plan, String prefix) {
            this.plan = plan;
            this.prefix = prefix;
        }

        public RunPlan plan() {
            return plan;
        }

        public String prefix() {
            return prefix;
        }

        public Set<String> files() {
            return files;
        }

        public boolean finished() {
            return finished;
        }

        void finish() {
            finished = true;
        }
    }

    Made begun(RunPlan plan, TablePlan table) {
        return byPrefix.computeIfAbsent(table.output().toString(), prefix -> new Made(plan, prefix));
    }

    /** What the attempts of a run made, table by table. */
    public List<Made> of(String runId) {
        return byPrefix.values().stream()
                .filter(made -> made.plan.runId().equals(runId))
                .toList();
    }

    /** What all attempts made. */
    public List<Made> all() {
        return List.copyOf(byPrefix.values());
    }

    /** Whose output an address is. */
    public Optional<Made> at(String location) {
        return byPrefix.values().stream()
                .filter(made -> location.startsWith(made.prefix))
                .findFirst();
    }
}
