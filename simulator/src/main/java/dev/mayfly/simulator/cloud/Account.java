package dev.mayfly.simulator.cloud;

import dev.mayfly.simulator.fault.FaultInjector;
import dev.mayfly.simulator.time.VirtualTime;
import dev.mayfly.simulator.trace.Trace;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/** One AWS account as it really is: objects, clusters, tables, schedules, and everybody who watches. */
public final class Account {
    private static final long A_LISTING_MILLIS = 60_000;
    private final VirtualTime time;
    private final Trace trace;
    private final FaultInjector gate;
    private final SplittableRandom random;
    private final AccountBehavior habits;
    private final IdentityHashMap<Runnable, Long> freshListings = new IdentityHashMap<>();
    private final IdentityHashMap<Runnable, Long> oldListings = new IdentityHashMap<>();
    private final SplittableRandom chance;
    private final Buckets buckets = new Buckets();
    private final Outputs outputs = new Outputs();
    private final Plans plans = new Plans();
    private final Map<String, Cluster> clusters = new LinkedHashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final List<CatalogEdit> damages = new ArrayList<>();
    private final Map<String, Runnable> schedules = new LinkedHashMap<>();
    private final Set<String> arrivals = new HashSet<>();
    private final List<InvariantChecker> checkers = new ArrayList<>();
    private final List<BusListener> busListeners = new ArrayList<>();
    private final List<Consumer<Cluster>> clusterEvents = new ArrayList<>();

    public Account(VirtualTime time, Trace trace, FaultInjector gate, SplittableRandom random, AccountBehavior habits) {
        this.time = time;
        this.trace = trace;
        this.gate = gate;
        this.random = random;
        this.habits = habits;
        this.chance = random.split();
    }

    /** EMR makes a cluster. */
    public Cluster launch(RunJobFlowRequest request) {
        String id = "j-SIM%04d".formatted(clusters.size() + 1);
        ClusterScript fate = fate(request);
        Cluster cluster = new Cluster(this, id, request, fate);
        clusters.put(id, cluster);
        trace.note(
                time.elapsed(),
                "cluster",
                () -> "%s is created for %s; its fate: %s".formatted(id, request.name(), fate.trouble()));
        checkers.forEach(checker -> checker.created(cluster));
        return cluster;
    }

    private ClusterScript fate(RunJobFlowRequest request) {
        if (!habits.capacity().serves(request)) {
            return ClusterScript.cursed(
                    random,
                    random.nextInt(4) == 0
                            ? ClusterScript.FailureMode.NO_ADDRESSES
                            : ClusterScript.FailureMode.NO_CAPACITY);
        }
        if (habits.calm()) {
            return ClusterScript.healthy(random);
        }
        return habits.curse().isPresent() && random.nextInt(10) > 0
                ? ClusterScript.cursed(random, habits.curse().get())
                : ClusterScript.any(random, habits.clusterTroublePercent());
    }

    /** Clusters of people who have nothing to do with us. */
    public void strangers(int many) {
        for (int i = 1; i <= many; i++) {
            String id = "j-OTHER%d".formatted(i);
            RunJobFlowRequest request =
                    RunJobFlowRequest.builder().name("analytics/nightly").build();
            clusters.put(
                    id,
                    new Cluster(
                            this, id, request, ClusterScript.cursed(random, ClusterScript.FailureMode.STUCK_STARTING)));
        }
    }

    /**
     * ListClusters has told the present invocation how things are, or how they were; a listing is as fresh as its first page, since
     * what comes to be while the others are fetched may stand on a page that was fetched already.
     */
    public void listed(boolean fresh, boolean firstPage) {
        if (!fresh) {
            oldListings.put(time.current().orElseThrow(), time.millis());
        } else if (firstPage) {
            freshListings.put(time.current().orElseThrow(), time.millis());
        }
    }

    /** When the present invocation last began to be told how things are, if nothing that it was told about then was old. */
    public OptionalLong freshlyListed() {
        Optional<Runnable> current = time.current();
        if (current.isEmpty()) {
            return OptionalLong.empty();
        }
        Runnable invocation = current.get();
        long old = oldListings.getOrDefault(invocation, 0L);
        Long fresh = freshListings.get(invocation);
        return fresh == null || time.millis() - old < A_LISTING_MILLIS ? OptionalLong.empty() : OptionalLong.of(fresh);
    }

    void clusterChanged(Cluster cluster) {
        clusterEvents.forEach(listener -> listener.accept(cluster));
    }

    /** Has somebody told of every change of a cluster, as EMR's own events would. */
    public void onClusterChange(Consumer<Cluster> listener) {
        clusterEvents.add(listener);
    }

    /** The function has put an event on the bus. */
    public void eventPut(String source, String type, String detail) {
        checkers.forEach(checker -> checker.eventPut(source, type, detail));
        busListeners.forEach(listener -> listener.put(source, type, detail));
    }

    /** Has somebody told of every event that the function puts on the bus. */
    public void onEvent(BusListener listener) {
        busListeners.add(listener);
    }

    /** Somebody on the bus. */
    public interface BusListener {
        /** An event of the function's own. */
        void put(String source, String type, String detail);
    }

    /** The function has written an object. */
    public void wrote(String bucket, String key, Optional<Buckets.Stored> before, Buckets.Stored after) {
        byte[] old = before.map(Buckets.Stored::bytes).orElse(new byte[0]);
        checkers.forEach(checker -> checker.wrote(bucket, key, old, after.bytes()));
    }

    /** A driver leaves a file where readers may come to look. */
    void driverWrote(URI file, byte[] bytes) {
        buckets.put(file, bytes);
        checkers.forEach(checker -> checker.driverWrote(file.toString()));
    }

    /** The function takes an object away. */
    public void remove(String bucket, String key) {
        buckets.remove(bucket, key);
        checkers.forEach(checker -> checker.removed(bucket, key));
    }

    /** A table, made when it is first asked for; it shows nothing until it is defined. */
    public Table table(String database, String name) {
        return tables.computeIfAbsent(database + "." + name, key -> new Table(database, name));
    }

    /** What people have done to tables by hand. */
    public List<CatalogEdit> damages() {
        return damages;
    }

    /** Whether anything that somebody did to a table by hand can still be seen. */
    public boolean damaged() {
        return damages.stream().anyMatch(damage -> damage.open(outputs));
    }

    public List<Table> tables() {
        return List.copyOf(tables.values());
    }

    public Optional<Cluster> cluster(String id) {
        return Optional.ofNullable(clusters.get(id));
    }

    public List<Cluster> clusters() {
        return List.copyOf(clusters.values());
    }

    public Map<String, Runnable> schedules() {
        return schedules;
    }

    public List<InvariantChecker> checkers() {
        return checkers;
    }

    public VirtualTime time() {
        return time;
    }

    public Trace trace() {
        return trace;
    }

    public FaultInjector gate() {
        return gate;
    }

    public SplittableRandom random() {
        return random;
    }

    /** The chance that the function's own names come from; it is of its own, so that a name more or less changes nothing else. */
    public RandomGenerator chance() {
        return chance;
    }

    public AccountBehavior habits() {
        return habits;
    }

    public Buckets buckets() {
        return buckets;
    }

    public Outputs outputs() {
        return outputs;
    }

    public Plans plans() {
        return plans;
    }

    /** The objects, as bucket/key, of which an event has reached the function. */
    public Set<String> arrivals() {
        return arrivals;
    }

    public int objectsInAPage() {
        return habits.objectsInAPage();
    }

    boolean driversClaim() {
        return habits.driversClaim();
    }
}
