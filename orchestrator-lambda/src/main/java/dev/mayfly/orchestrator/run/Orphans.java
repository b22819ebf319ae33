package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether a live cluster that bears our name is anybody's. The head has to be read after the cluster was listed:
 * an intent is saved before its cluster is asked for, so whatever was listed and is still meant stands in it.
 */
public final class Orphans {
    private static final Pattern NAME =
            Pattern.compile("mayfly/[^/]+/(?<dataset>[^/]+)/(?<run>[^/]+)/a(?<attempt>[0-9]+)");

    /** The dataset in a cluster's name. */
    public static Optional<String> dataset(String clusterName) {
        Matcher name = NAME.matcher(clusterName);
        return name.matches() ? Optional.of(name.group("dataset")) : Optional.empty();
    }

    /** Why a cluster is to be ended; nothing while an attempt in hand stands for it. */
    public static Optional<String> reason(String clusterId, String clusterName, Optional<Run> inHand, Instant now) {
        Matcher name = NAME.matcher(clusterName);
        if (!name.matches()) {
            return Optional.of("its name is none that a run gives");
        }
        Predicate<Attempt> itsOwn = attempt -> attempt.clusterName().equals(clusterName);
        Optional<Attempt> attempt = inHand.stream()
                .flatMap(run -> run.attempts().stream())
                .filter(itsOwn)
                .findFirst();
        if (attempt.isEmpty()) {
            return Optional.of("run %s is not active".formatted(name.group("run")));
        }
        if (attempt.get().goneAt().isPresent()) {
            return Optional.of("attempt %s of run %s is over".formatted(name.group("attempt"), name.group("run")));
        }
        if (attempt.get().clusterId().filter(id -> !id.equals(clusterId)).isPresent()) {
            return Optional.of("cluster %s works on its attempt"
                    .formatted(attempt.get().clusterId().get()));
        }
        return now.isAfter(attempt.get().absoluteDeadline())
                ? Optional.of("its deadline was " + attempt.get().absoluteDeadline())
                : Optional.empty();
    }

    private Orphans() {}
}
