package dev.mayfly.orchestrator.reconcile;

import static java.util.stream.Collectors.toMap;

import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetTable;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.Terms;
import dev.mayfly.orchestrator.run.Usd;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a dataset asks for, below the deployment's ceilings. */
public final class EffectiveLimits {
    private final Deployment deployment;
    private final Optional<Duration> quiet;

    /** {@code quiet}, where given, replaces every dataset's own. */
    @Inject
    public EffectiveLimits(Deployment deployment, Optional<Duration> quiet) {
        this.deployment = deployment;
        this.quiet = quiet;
    }

    /** A run in hand whose dataset is gone is still seen to its end, by what its attempt was given. */
    Terms of(Optional<Dataset> dataset, DatasetState head) {
        return dataset.map(this::of).orElseGet(() -> without(head));
    }

    private Terms of(Dataset dataset) {
        Duration asked = dataset.cost().maxDuration();
        return new Terms(
                dataset.name(),
                dataset.definitionHash(),
                dataset.ready().quiet().isEmpty(),
                quiet.or(() -> dataset.ready().quiet()).orElse(Duration.ZERO),
                dataset.ready().maxWait(),
                Usd.least(dataset.cost().perRun(), deployment.perRun()),
                Usd.least(dataset.cost().perDay(), deployment.perDay()),
                asked.compareTo(deployment.maxDuration()) > 0 ? deployment.maxDuration() : asked,
                !dataset.publishesRemovals(),
                dataset.tables().stream().collect(toMap(DatasetTable::name, DatasetTable::maxShrink)));
    }

    private static Terms without(DatasetState head) {
        Optional<Run> run = head.run();
        Duration left = run.filter(inHand -> !inHand.attempts().isEmpty())
                .map(inHand -> granted(inHand.attempt()))
                .orElse(Duration.ZERO);
        return new Terms(
                head.dataset(),
                run.map(Run::definitionHash).orElse(""),
                false,
                Duration.ZERO,
                Duration.ZERO,
                run.map(Run::budget).orElse(Usd.ZERO),
                Usd.ZERO,
                left,
                false,
                Map.of());
    }

    private static Duration granted(Attempt attempt) {
        return Duration.between(attempt.launchDeadline(), attempt.absoluteDeadline());
    }
}
