package dev.mayfly.simulator.scenario;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.mayfly.orchestrator.OrchestratorHandler;
import dev.mayfly.simulator.client.ClientsModule;
import dev.mayfly.simulator.client.NextVersionModule;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Capacity;
import dev.mayfly.simulator.fault.FaultSource;
import dev.mayfly.simulator.fault.PlannedFaults;
import dev.mayfly.simulator.function.Deployed;
import dev.mayfly.simulator.function.Versions;
import dev.mayfly.simulator.mutant.Mutant;
import dev.mayfly.simulator.time.CooperativeScheduler;
import dev.mayfly.simulator.time.VirtualTime;
import dev.mayfly.simulator.trace.Trace;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Where one history after the other takes place, each in an account of its own; the function is wired once, as a warm one is. */
public final class Harness {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final String MAIN = "prod";
    private static final String OTHER = "prod-eu";
    private static final String AUDITS =
            "auditAfter=%s,auditEvery=%s,".formatted(Settings.AUDIT_AFTER, Settings.AUDIT_EVERY);
    /** Little is kept, and not for long, so that it is taken away within a history. */
    private static final String FORGETFUL = AUDITS + "kept=2,grace=%s,".formatted(Settings.GRACE);

    private static final String OLDER = AUDITS + "window=PT12M,kept=3,grace=PT15M";
    private static final List<Capacity> RUNGS =
            List.of(Capacity.FIRST_TYPES, Capacity.OTHER_TYPES, Capacity.ON_DEMAND, Capacity.SMALL_INSTANCES);

    private static final int LATEST_ROLLOUT_MINUTE = 12;
    private static final Duration BOTH_AT_WORK = Duration.ofMinutes(3);
    private final CooperativeScheduler lanes = new CooperativeScheduler();
    private final OrchestratorHandler current;
    private final OrchestratorHandler older;
    private final OrchestratorHandler other;
    private final Supplier<OrchestratorHandler> handlerForLadders;
    private Optional<OrchestratorHandler> forLadders = Optional.empty();
    private final Optional<OrchestratorHandler> later;
    private final boolean driversClaim;
    private Optional<Account> account = Optional.empty();

    /** A stage for the protocol as it is, or for a mutant of it. */
    public Harness(Mutant mutant) {
        Module clients = Modules.override(new ClientsModule(this::account))
                .with(mutant.instead().apply(this::account));
        driversClaim = mutant.driversClaim();
        String policy = FORGETFUL + mutant.policy();
        current = Deployed.handler(MAIN, policy, clients);
        older = Deployed.handler(MAIN, mutant.policy().isEmpty() ? OLDER : policy, clients);
        other = Deployed.handler(OTHER, policy, clients);
        handlerForLadders = () -> Deployed.handler(MAIN, policy, Budgets.OF_A_LADDER.perRunUsd(), clients);
        later = mutant.rollout()
                ? Optional.of(Deployed.handler(
                        MAIN, policy, Modules.override(clients).with(new NextVersionModule(this::account))))
                : Optional.empty();
    }

    private Account account() {
        return account.orElseThrow();
    }

    /** The history that follows from a seed. */
    public SimulationResult play(long seed, boolean kept) {
        SplittableRandom random = new SplittableRandom(seed);
        Workload story = Workload.of(random.split());
        VirtualTime time = beginning(story);
        RandomFaults randomFaults = new RandomFaults(
                random.split(),
                story.rates().faultsPerTenThousand(),
                story.rates().spells(),
                Math.max(1, story.calmAfter()),
                () -> story.calmAfter() == 0 ? 1 : time.elapsed().toMinutes());
        return play(seed, story, randomFaults, time, kept);
    }

    /** The history that follows from a seed in an account in which one rung of the ladder alone has capacity. */
    public SimulationResult playLadder(long seed, boolean kept) {
        Workload story = Workload.ofOneRung(new SplittableRandom(seed), RUNGS.get(Math.floorMod(seed, RUNGS.size())));
        return play(seed, story, FaultSource.NONE, beginning(story), kept);
    }

    /** A scenario with these faults beside its own. */
    public SimulationResult play(FixedScenario scenario, List<PlannedFaults.Planned> more, boolean kept) {
        List<PlannedFaults.Planned> faults = new ArrayList<>(scenario.faults());
        faults.addAll(more);
        return play(0, scenario.story(), new PlannedFaults(faults), beginning(scenario.story()), kept);
    }

    /** What is there after a story and so long a time. */
    FinalState pass(Workload story, Duration howLong) {
        VirtualTime time = beginning(story);
        return opened(new Simulation(0, story, FaultSource.NONE, time, new Trace(true), driversClaim))
                .pass(functions(0, story), howLong);
    }

    private VirtualTime beginning(Workload story) {
        return new VirtualTime(story.startsAt().atDate(DAY).toInstant(ZoneOffset.UTC), lanes);
    }

    private SimulationResult play(long seed, Workload story, FaultSource faults, VirtualTime time, boolean kept) {
        return opened(new Simulation(seed, story, faults, time, new Trace(kept), driversClaim))
                .run(functions(seed, story));
    }

    private Simulation opened(Simulation history) {
        account = Optional.of(history.account());
        return history;
    }

    private Map<String, Versions> functions(long seed, Workload story) {
        Map<String, Versions> functions = new LinkedHashMap<>();
        if (story.capacity() != Capacity.ANY) {
            forLadders = forLadders.or(() -> Optional.of(handlerForLadders.get()));
            List<OrchestratorHandler> one = List.of(forLadders.get());
            functions.put(MAIN, elapsed -> one);
            return functions;
        }
        functions.put(MAIN, later.map(code -> rollout(seed, code)).orElseGet(() -> {
            List<OrchestratorHandler> all = story.cast().twoVersions() ? List.of(current, older) : List.of(current);
            return elapsed -> all;
        }));
        if (story.cast().twoDeployments()) {
            functions.put(OTHER, elapsed -> List.of(other));
        }
        return functions;
    }

    /** At some minute that the seed says the later code is deployed, and what was there before is at work for a while. */
    private Versions rollout(long seed, OrchestratorHandler code) {
        Duration begin = Duration.ofMinutes(1 + seed % LATEST_ROLLOUT_MINUTE);
        Duration end = begin.plus(BOTH_AT_WORK);
        return elapsed -> elapsed.compareTo(begin) < 0
                ? List.of(current)
                : elapsed.compareTo(end) < 0 ? List.of(current, code) : List.of(code);
    }
}
