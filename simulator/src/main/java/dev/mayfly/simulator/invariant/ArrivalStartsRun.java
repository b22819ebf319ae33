package dev.mayfly.simulator.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Buckets;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/**
 * Files that are due start by themselves: where everything is at rest and readers do not see what the present files make, people
 * were told of a run over these, by this definition and job, that it did not succeed, or they stopped the dataset, or went back.
 */
final class ArrivalStartsRun implements InvariantChecker {
    private static final Set<String> STOPS = Set.of("hold", "drain", "rollback");
    private static final Set<String> DEPLOYS = Set.of("new job", "new definition");
    private static final String WENT_BACK = "rollback";
    /** So long may have passed between the looks that a run is made of, at the files, by which it is named, and at the job. */
    private static final Duration AN_INVOCATION = Duration.ofMinutes(3);
    /** So long a word may lie in the queue, and work, before or after another that was said later. */
    private static final Duration OVERTAKEN = Duration.ofMinutes(15);

    private final Account account;
    private final Violations verdicts;
    private final Map<String, Known> known = new TreeMap<>();
    private final Map<String, Instant> stopped = new HashMap<>();
    private final Map<String, Instant> released = new HashMap<>();
    private final Map<String, Instant> launched = new HashMap<>();

    /** What there was to run over from a moment on. */
    private record Present(Instant since, String what) {}

    /** A run that people were told of, or the word with which they went back. */
    private record Notified(String run, boolean good, Instant at) {}

    /** One dataset: what it was to be made of, and what was told of it, in their order. */
    private record Known(List<Present> present, List<Notified> told) {}

    ArrivalStartsRun(Account account, Violations verdicts) {
        this.account = account;
        this.verdicts = verdicts;
    }

    private Known of(String tables) {
        return known.computeIfAbsent(tables, name -> new Known(new ArrayList<>(), new ArrayList<>()));
    }

    @Override
    public void uploaded(String deployment, String dataset, String key, Buckets.Stored stored) {
        changed(deployment + "/" + dataset);
    }

    @Override
    public void said(String deployment, String command) {
        Instant now = account.time().instant();
        if (STOPS.contains(command)) {
            stopped.put(deployment, now);
        }
        known.forEach((tables, dataset) -> {
            if (tables.startsWith(deployment + "/") && DEPLOYS.contains(command)) {
                changed(tables);
            }
            if (tables.startsWith(deployment + "/") && command.equals(WENT_BACK)) {
                dataset.told().add(new Notified(WENT_BACK, false, now));
            }
        });
    }

    private void changed(String tables) {
        of(tables).present().add(new Present(account.time().instant(), present(tables)));
    }

    /** The files but for the manifest, which only says when, the definition, and the job. */
    private String present(String tables) {
        String deployment = tables.substring(0, tables.indexOf('/'));
        String dataset = tables.substring(tables.indexOf('/') + 1);
        StringBuilder all = new StringBuilder();
        account.buckets().list(deployment + "-raw", dataset + "/").forEach((key, stored) -> {
            if (!key.endsWith("_manifest.json")) {
                all.append(key).append(' ').append(stored.etag()).append('\n');
            }
        });
        account.buckets()
                .get(deployment + "-state", "datasets/" + dataset + ".yaml")
                .ifPresent(definition -> all.append(definition.etag()).append('\n'));
        account.buckets()
                .list(deployment + "-artifacts", "jars/")
                .forEach((key, stored) -> all.append(stored.etag()).append('\n'));
        return all.toString();
    }

    @Override
    public void answered(String deployment, JsonNode asked, JsonNode answer) {
        boolean done = answer.path("ok").asBoolean() && answer.path("done").asBoolean(true);
        if (done && asked.path("command").asText().equals("release")) {
            released.put(
                    deployment + "/" + asked.path("dataset").asText(),
                    account.time().instant());
        }
    }

    @Override
    public void launchReceived(RunJobFlowRequest request) {
        AttemptRef.of(request)
                .map(AttemptRef::run)
                .ifPresent(run -> launched.putIfAbsent(run, account.time().instant()));
    }

    /** What is told twice is settled the first time. */
    @Override
    public void noticed(Notice notice) {
        if (notice.dataset().isEmpty()) {
            return;
        }
        List<Notified> told = of(notice.tables()).told();
        if (told.stream().noneMatch(one -> one.run().equals(notice.of()))) {
            told.add(new Notified(notice.of(), notice.good(), account.time().instant()));
        }
    }

    /** Who is told nothing for want of a permission still finds it in the log. */
    @Override
    public void noticeDenied(Notice notice) {
        noticed(notice);
    }

    @Override
    public void wordNeeded(String deployment, String dataset) {
        String tables = deployment + "/" + dataset;
        // What somebody changed by hand is no matter of starting, and has a promise of its own.
        if (!mayBeStopped(deployment, tables) && !account.damaged() && !reason(of(tables), present(tables))) {
            verdicts.violated(
                    "starts by itself",
                    "nothing runs over the files of %s, and nobody was told why or stopped it".formatted(tables));
        }
    }

    private boolean mayBeStopped(String deployment, String tables) {
        Instant said = stopped.get(deployment);
        return said != null && !released.getOrDefault(tables, Instant.EPOCH).isAfter(said.plus(OVERTAKEN));
    }

    /** Beginning with the latest: what was told before a cluster ran over anything else says nothing about the present. */
    private boolean reason(Known dataset, String now) {
        for (int i = dataset.told().size() - 1; i >= 0; i--) {
            Notified told = dataset.told().get(i);
            boolean back = told.run().equals(WENT_BACK);
            Instant from = back
                    ? told.at().minus(OVERTAKEN)
                    : AttemptRef.createdAt(told.run()).minus(AN_INVOCATION);
            Instant until = back ? told.at().plus(OVERTAKEN) : lookedBy(told);
            boolean ofThePresent = was(dataset.present(), now, from, until);
            if (ofThePresent && !told.good()) {
                return true;
            }
            if (!ofThePresent && launched.containsKey(told.run())) {
                return false;
            }
        }
        return false;
    }

    /** Whatever a run is made of was looked at before it was launched, and before it was told of; its name is of a whole second. */
    private Instant lookedBy(Notified told) {
        Instant thought = AttemptRef.createdAt(told.run());
        Instant settled = launched.getOrDefault(told.run(), told.at());
        if (settled.isBefore(thought.plusSeconds(1))) {
            return thought.plusSeconds(1);
        }
        return settled.isBefore(thought.plus(AN_INVOCATION)) ? settled : thought.plus(AN_INVOCATION);
    }

    private static boolean was(List<Present> present, String what, Instant from, Instant until) {
        for (int i = 0; i < present.size(); i++) {
            boolean before =
                    i + 1 < present.size() && present.get(i + 1).since().isBefore(from);
            if (!before
                    && !present.get(i).since().isAfter(until)
                    && present.get(i).what().equals(what)) {
                return true;
            }
        }
        return false;
    }
}
