package dev.mayfly.simulator.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.AccountBehavior;
import dev.mayfly.simulator.cloud.Buckets;
import dev.mayfly.simulator.cloud.Cause;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.fault.FaultInjector;
import dev.mayfly.simulator.fault.FaultSource;
import dev.mayfly.simulator.fault.Latency;
import dev.mayfly.simulator.function.Delivery;
import dev.mayfly.simulator.function.Function;
import dev.mayfly.simulator.function.Versions;
import dev.mayfly.simulator.invariant.Violations;
import dev.mayfly.simulator.time.VirtualTime;
import dev.mayfly.simulator.trace.Trace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One history: a story, told to the end by the real function in a simulated account. */
final class Simulation {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long LONGEST_MINUTES = 6 * 60;
    private static final long SETTLING_MINUTES = 4;
    /** Every cause wants a word of its own: a step that fails, and a pair of denials after it, are three. */
    private static final List<List<String>> WORDS =
            Collections.nCopies(3, List.of(List.of("release", "rerun"), List.of("approve"))).stream()
                    .flatMap(List::stream)
                    .toList();

    private final long seed;
    private final Workload story;
    private final VirtualTime time;
    private final Trace trace;
    private final FaultInjector gate;
    private final Account account;
    private final Violations verdicts;
    private final SplittableRandom chance;
    private final Map<String, Function> functions = new LinkedHashMap<>();

    Simulation(long seed, Workload story, FaultSource faults, VirtualTime time, Trace trace, boolean driversClaim) {
        this.seed = seed;
        this.story = story;
        this.time = time;
        this.trace = trace;
        SplittableRandom random = new SplittableRandom(seed * 31 + 7);
        this.chance = random.split();
        this.gate = new FaultInjector(
                time,
                trace,
                faults,
                new Latency(story.rates().slowPerTenThousand(), 100 * SECOND),
                this::calm,
                random.split());
        this.account = new Account(
                time,
                trace,
                gate,
                random.split(),
                new AccountBehavior(
                        story.rates().latestLaunchMinutes() * MINUTE,
                        story.rates().oldestListingMinutes() * MINUTE,
                        story.cast().smallPages() ? 2 : 1000,
                        story.cast().smallPages() ? 1 : 50,
                        story.rates().clusterTroublePercent(),
                        story.curse(),
                        story.capacity(),
                        driversClaim,
                        story.outage().schedulesFire(),
                        this::calm));
        this.verdicts = Settings.promises(story).watch(account, () -> calm() && !controlPlaneDead());
    }

    Account account() {
        return account;
    }

    private boolean calm() {
        return minutes() >= story.calmAfter();
    }

    private boolean controlPlaneDead() {
        return minutes() >= story.outage().fromMinute();
    }

    private long minutes() {
        return time.elapsed().toMinutes();
    }

    SimulationResult run(Map<String, Versions> deployed) {
        begin(deployed);
        boolean finished = runUntilQuiescent();
        time.abandon();
        return new SimulationResult(
                seed,
                trace.hash(),
                verdicts.all(),
                finished,
                functions.values().stream().mapToInt(Function::invocations).sum(),
                gate.calls(),
                gate.injected(),
                trace.lines());
    }

    /** Lets so much time pass, tick by tick, with nobody who says anything but what the story has them say. */
    FinalState pass(Map<String, Versions> deployed, Duration howLong) {
        Notices notices = new Notices();
        account.checkers().add(notices);
        begin(deployed);
        boolean more = true;
        while (more && time.elapsed().compareTo(howLong) < 0) {
            more = time.next();
        }
        over();
        FinalState aftermath = new FinalState(
                verdicts.all(),
                account.clusters().stream()
                        .map(cluster -> Duration.between(time.instant().minus(time.elapsed()), cluster.createdAt()))
                        .toList(),
                notices.all(),
                stands().flatMap(stand -> stand.attemptsShown().stream()).collect(Collectors.toSet()),
                allShown(),
                stands().allMatch(DatasetProbe::nothingAlive),
                trace.lines());
        time.abandon();
        return aftermath;
    }

    private void begin(Map<String, Versions> deployed) {
        deployed.forEach((deployment, versions) -> {
            Settings.deploy(account, deployment, story);
            Function function = new Function(deployment, account, versions);
            functions.put(deployment, function);
            time.after(chance.nextLong(MINUTE), () -> tick(function));
        });
        account.strangers(story.cast().strangers());
        account.onClusterChange(this::told);
        account.onEvent((source, type, detail) -> functions.values().stream()
                .filter(function -> type.equals("Dataset Look") && source.endsWith(function.deployment()))
                .forEach(function -> function.deliver(Delivery.ofItsOwn(source, type, detail))));
        for (Workload.WorkloadEvent deed : story.deeds()) {
            functions.values().forEach(function -> time.after(deed.second() * SECOND, () -> happens(deed, function)));
        }
    }

    private void tick(Function function) {
        if (controlPlaneDead()) {
            function.die();
            return;
        }
        if (calm() || chance.nextInt(100) >= story.rates().lostTicksPercent()) {
            function.deliver(Delivery.tick(), !calm() && chance.nextInt(30) == 0 ? 2 : 1);
        }
        time.after(MINUTE, () -> tick(function));
    }

    private void told(Cluster cluster) {
        if (account.clusters().contains(cluster)) {
            functions.values().stream()
                    .filter(function -> cluster.request().name().startsWith("mayfly/" + function.deployment() + "/"))
                    .forEach(function -> send(
                            function,
                            Delivery.clusterChanged(
                                    cluster.id(),
                                    cluster.request().name(),
                                    cluster.view().state().toString())));
        }
    }

    private void send(Function function, Delivery delivery) {
        send(function, delivery, () -> {});
    }

    /** On the way an event may be lost, repeated, late, and so overtaken by others. */
    private void send(Function function, Delivery delivery, Runnable whenThere) {
        if (!calm() && chance.nextInt(100) < story.rates().lostEventsPercent()) {
            return;
        }
        int copies = !calm() && chance.nextInt(8) == 0 ? 1 + chance.nextInt(3) : 1;
        for (int i = 0; i < copies; i++) {
            long late =
                    calm() || chance.nextInt(10) > 0 ? SECOND + chance.nextLong(SECOND) : chance.nextLong(8 * MINUTE);
            time.after(late, () -> {
                whenThere.run();
                function.deliver(delivery);
            });
        }
    }

    private void happens(Workload.WorkloadEvent deed, Function function) {
        String deployment = function.deployment();
        trace.note(time.elapsed(), "person", () -> deployment + " " + deed);
        switch (deed.kind()) {
            case UPLOAD ->
                Settings.datasets(story)
                        .forEach(dataset -> upload(
                                function, dataset, deed.what(), deed.content().getBytes(UTF_8)));
            case MANIFEST ->
                Settings.datasets(story)
                        .forEach(dataset -> upload(
                                function,
                                dataset,
                                DatasetProbe.MANIFEST,
                                new DatasetProbe(account, deployment, dataset).manifest()));
            case COMMAND -> say(function, deed.what(), deed.content());
            case CONSOLE_KILL ->
                account.clusters().stream()
                        .filter(cluster ->
                                !cluster.leaving() && cluster.request().name().startsWith("mayfly/" + deployment + "/"))
                        .findFirst()
                        .ifPresent(cluster -> cluster.terminate(Cause.PERSON));
            case DAMAGE ->
                Settings.datasets(story)
                        .forEach(dataset -> new CatalogTamperer(account, deployment, dataset).does(deed.what()));
            case NEW_JOB -> {
                Settings.newJob(account, deployment, deed.content());
                account.checkers().forEach(checker -> checker.said(deployment, "new job"));
            }
            case NEW_DEFINITION -> {
                Settings.define(account, deployment, story, Integer.parseInt(deed.content()));
                account.checkers().forEach(checker -> checker.said(deployment, "new definition"));
            }
        }
    }

    private void upload(Function function, String dataset, String name, byte[] content) {
        String bucket = function.deployment() + "-raw";
        String key = dataset + "/" + name;
        Buckets.Stored stored = account.buckets().put(bucket, key, content);
        account.checkers().forEach(checker -> checker.uploaded(function.deployment(), dataset, key, stored));
        send(function, Delivery.arrived(bucket, key), () -> account.arrivals().add(bucket + "/" + key));
    }

    private void say(Function function, String command, String more) {
        String deployment = function.deployment();
        account.checkers().forEach(checker -> checker.said(deployment, command));
        if (!more.isEmpty() && !command.equals("rollback")) {
            account.checkers().forEach(checker -> checker.offered(deployment, new BigDecimal(more)));
        }
        Settings.datasets(story)
                .forEach(dataset ->
                        function.deliver(Delivery.command(command, dataset, json(command, more, deployment, dataset))));
    }

    private String json(String command, String more, String deployment, String dataset) {
        if (more.isEmpty()) {
            return "";
        }
        if (!command.equals("rollback")) {
            return ",\"budgetUsd\":" + more;
        }
        List<String> runs = new DatasetProbe(account, deployment, dataset).madeBy();
        String target = more.equals("nobody's") || runs.isEmpty()
                ? "20260101T000000Z-0a1b2c3d"
                : runs.get(more.equals("oldest") ? 0 : runs.size() - 1);
        return ",\"to\":\"%s\"".formatted(target);
    }

    /** Goes on until everything has been at rest for a while; what is not shown then has to be shown after a person's word. */
    private boolean runUntilQuiescent() {
        long quietSince = -1;
        int asked = 0;
        long looked = -1;
        while (minutes() < LONGEST_MINUTES && time.next()) {
            if (minutes() == looked || !idle()) {
                continue;
            }
            looked = minutes();
            if (!calm() || deedsAreLeft() || !atRest()) {
                quietSince = -1;
                continue;
            }
            quietSince = quietSince < 0 ? minutes() : quietSince;
            long settling = account.damaged() ? Settings.UNTIL_PUT_RIGHT.toMinutes() : SETTLING_MINUTES;
            if (minutes() - quietSince < settling) {
                continue;
            }
            if (allShown()) {
                account.checkers().forEach(InvariantChecker::rested);
                over();
                return true;
            }
            if (asked == WORDS.size()) {
                break;
            }
            wordNeeded();
            quietSince = -1;
            List<String> words = WORDS.get(asked);
            functions.values().forEach(function -> askFor(words, function));
            asked++;
        }
        over();
        if (controlPlaneDead()) {
            return stands().allMatch(DatasetProbe::nothingBilled);
        }
        return false;
    }

    private void wordNeeded() {
        if (!controlPlaneDead()) {
            stands().filter(stand -> stand.canSucceed() && !stand.showsThePresentFiles())
                    .forEach(stand -> account.checkers()
                            .forEach(checker -> checker.wordNeeded(stand.deployment(), stand.dataset())));
        }
    }

    private void askFor(List<String> words, Function function) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            time.after(2 * SECOND * i, () -> say(function, word, ""));
        }
    }

    private boolean deedsAreLeft() {
        return story.deeds().stream()
                .anyMatch(deed -> deed.second() > time.elapsed().toSeconds());
    }

    private boolean idle() {
        return functions.values().stream().allMatch(Function::idle);
    }

    private boolean atRest() {
        return stands().allMatch(DatasetProbe::atRest);
    }

    private boolean allShown() {
        return stands().allMatch(stand -> !stand.canSucceed() || stand.showsThePresentFiles());
    }

    private Stream<DatasetProbe> stands() {
        return functions.keySet().stream()
                .flatMap(name ->
                        Settings.datasets(story).stream().map(dataset -> new DatasetProbe(account, name, dataset)));
    }

    private void over() {
        account.checkers().forEach(InvariantChecker::over);
    }
}
