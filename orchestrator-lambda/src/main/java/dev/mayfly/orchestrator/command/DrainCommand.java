package dev.mayfly.orchestrator.command;

import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.reconcile.DatasetDirectory;
import dev.mayfly.orchestrator.reconcile.OrphanReaper;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.UserCommand;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a whole deployment to rest: every cluster is told to stop, every dataset is held and what it has in hand cancelled,
 * whatever goes wrong with one of them. What there is no time for is left to the next word, which only looks at what is at rest.
 */
public final class DrainCommand {
    private static final Logger LOG = LoggerFactory.getLogger(DrainCommand.class);
    private static final int NAMED = 10;
    private final OrphanReaper sweep;
    private final DatasetDirectory known;
    private final Ledger ledger;
    private final CommandExecutor saying;

    @Inject
    public DrainCommand(OrphanReaper sweep, DatasetDirectory known, Ledger ledger, CommandExecutor saying) {
        this.sweep = sweep;
        this.known = known;
        this.ledger = ledger;
        this.saying = saying;
    }

    /** {@code ok} only once every dataset is held, no attempt may still have a cluster, and none is alive. */
    Map<String, Object> drain(UserCommand hold, String invocation, BooleanSupplier patience) {
        return new Round(hold, invocation, patience).answer();
    }

    /** One word, and what it came to. */
    private final class Round {
        private final UserCommand hold;
        private final String invocation;
        private final BooleanSupplier patience;
        private final Map<String, String> datasets = new LinkedHashMap<>();
        private final List<String> alive = new ArrayList<>();
        /** What keeps the deployment from being at rest for good. */
        private final List<String> left = new ArrayList<>();

        Round(UserCommand hold, String invocation, BooleanSupplier patience) {
            this.hold = hold;
            this.invocation = invocation;
            this.patience = patience;
        }

        Map<String, Object> answer() {
            stopClusters();
            stopDatasets();
            if (left.isEmpty()) {
                // One may have been launched after the first look and before its dataset was held.
                stopClusters();
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ok", left.isEmpty());
            answer.put("command", "drain");
            answer.put(
                    "message",
                    left.isEmpty()
                            ? "Every dataset is held and no cluster is active. Release the datasets one by one."
                            : "Drain incomplete: %s. Run `drain` again.".formatted(shortly(left, "; ")));
            answer.put(
                    "next",
                    left.isEmpty() ? "Run `release` for each dataset that is to run again." : "Run `drain` again.");
            answer.put("datasets", datasets);
            answer.put("alive", alive);
            answer.put("left", left);
            return answer;
        }

        private void stopClusters() {
            OrphanReaper.Stopped stopped = sweep.stopAll(patience);
            alive.addAll(stopped.clusters());
            stopped.clusters().forEach(cluster -> left.add(cluster + " is being terminated"));
            left.addAll(stopped.problems());
        }

        private void stopDatasets() {
            Set<String> defined;
            List<String> names;
            try {
                defined = known.defined();
                names = new ArrayList<>(known.definedOrRecorded(defined));
            } catch (RuntimeException e) {
                LOG.error("the datasets could not be listed", e);
                left.add("the datasets could not be listed: " + e.getMessage());
                return;
            }
            // Not always from the same one on: where there are more than there is time for, none is always the last.
            Collections.rotate(names, invocation.hashCode());
            List<String> late = new ArrayList<>();
            for (String name : names) {
                if (patience.getAsBoolean()) {
                    stopped(name, defined.contains(name)).ifPresent(said -> datasets.put(name, said));
                } else {
                    late.add(name);
                }
            }
            if (!late.isEmpty()) {
                left.add("there was no time for %d datasets: %s".formatted(late.size(), shortly(late, ", ")));
            }
        }

        /** One that cannot be stopped now is no reason to let the others go on. */
        private Optional<String> stopped(String dataset, boolean defined) {
            try {
                return stop(dataset, defined);
            } catch (RuntimeException e) {
                LOG.error("{} could not be stopped", dataset, e);
                String why = "%s could not be stopped: %s".formatted(dataset, e.getMessage());
                left.add(why);
                return Optional.of(why);
            }
        }

        private Optional<String> stop(String dataset, boolean defined) {
            Optional<DatasetState> head = head(dataset);
            if (!defined && head.flatMap(DatasetState::run).isEmpty()) {
                return Optional.empty();
            }
            Optional<DatasetState.Held> held = head.flatMap(DatasetState::held);
            if (held.isPresent() && head.filter(DrainCommand::nothingToCome).isPresent()) {
                return held.map(by -> "held " + by.describe());
            }
            if (held.isEmpty()) {
                saying.execute(dataset, hold, invocation, patience);
            }
            UserCommand cancel = UserCommand.of(UserCommand.Verb.CANCEL, hold.by(), hold.reason());
            String said = saying.execute(dataset, cancel, invocation, patience).message();
            findLeft(dataset);
            return Optional.of(said);
        }

        private void findLeft(String dataset) {
            Optional<DatasetState> head = head(dataset);
            if (head.flatMap(DatasetState::held).isEmpty()) {
                left.add(dataset + " is not held");
            }
            head.flatMap(DatasetState::run).map(Run::attempts).orElse(List.of()).stream()
                    .filter(attempt -> attempt.goneAt().isEmpty())
                    .forEach(attempt ->
                            left.add("the cluster of %s was not seen gone".formatted(attempt.clusterName())));
        }
    }

    private Optional<DatasetState> head(String dataset) {
        return ledger.read(dataset).map(Ledger.Stored::head);
    }

    /** Neither a run in hand nor one that would be tried again once the dataset is released. */
    private static boolean nothingToCome(DatasetState head) {
        return head.run().isEmpty()
                && head.attended()
                        .filter(attended -> attended.outcome().retryable())
                        .isEmpty();
    }

    private static String shortly(List<String> all, String between) {
        String some = String.join(between, all.subList(0, Math.min(NAMED, all.size())));
        return all.size() > NAMED ? "%s%sand %d more".formatted(some, between, all.size() - NAMED) : some;
    }
}
