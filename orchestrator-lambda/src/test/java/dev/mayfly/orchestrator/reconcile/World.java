package dev.mayfly.orchestrator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.contract.Claim;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.EngineInfo;
import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.ManifestPart;
import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunFailure;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.RunProgress;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.TestingClock;
import dev.mayfly.orchestrator.artifacts.AttemptPaths;
import dev.mayfly.orchestrator.artifacts.OutputVerifier;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.catalog.Catalog;
import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.catalog.GenerationView;
import dev.mayfly.orchestrator.catalog.Publication;
import dev.mayfly.orchestrator.catalog.Publication.PublishOption;
import dev.mayfly.orchestrator.catalog.ScanSegment;
import dev.mayfly.orchestrator.cluster.ActiveCluster;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.cluster.ClusterSettings;
import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import dev.mayfly.orchestrator.cluster.LaunchSpec;
import dev.mayfly.orchestrator.command.CommandExecutor;
import dev.mayfly.orchestrator.command.Commands;
import dev.mayfly.orchestrator.command.DrainCommand;
import dev.mayfly.orchestrator.command.DryRun;
import dev.mayfly.orchestrator.command.ReapCommand;
import dev.mayfly.orchestrator.command.RunView;
import dev.mayfly.orchestrator.command.StatusQueries;
import dev.mayfly.orchestrator.cost.HourlyCostBound;
import dev.mayfly.orchestrator.cost.PriceBook;
import dev.mayfly.orchestrator.history.GenerationRow;
import dev.mayfly.orchestrator.history.HistoryCatalog;
import dev.mayfly.orchestrator.history.HistoryWriter;
import dev.mayfly.orchestrator.history.RunRow;
import dev.mayfly.orchestrator.inputs.ArchivedFile;
import dev.mayfly.orchestrator.inputs.InputChecksums;
import dev.mayfly.orchestrator.inputs.Listing;
import dev.mayfly.orchestrator.inputs.ObjectDetails;
import dev.mayfly.orchestrator.inputs.ObjectReader;
import dev.mayfly.orchestrator.inputs.UnreadableDocumentException;
import dev.mayfly.orchestrator.ledger.InMemoryLedger;
import dev.mayfly.orchestrator.notice.Notifier;
import dev.mayfly.orchestrator.notice.UndeliverableException;
import dev.mayfly.orchestrator.preflight.LaunchNeeds;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.ClusterStatus;
import dev.mayfly.orchestrator.run.LogStatus;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunDecider;
import dev.mayfly.orchestrator.run.RunPolicy;
import dev.mayfly.orchestrator.run.StepLog;
import dev.mayfly.orchestrator.run.Usd;
import dev.mayfly.orchestrator.run.UserCommand;
import dev.mayfly.orchestrator.signal.EventPublisher;
import dev.mayfly.orchestrator.view.ViewCatalog;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;

/** S3, EMR, Glue and SNS in memory around the real reconciler; time passes when a test says so. */
final class World {
    static final String DATASET = "shop";
    private static final String YAML = """
            dataset: %1$s
            source: s3://${raw}/%1$s/
            curated: s3://${curated}/%1$s/
            database: %1$s
            ready: { quiet: 2m, maxWait: 20m }
            cost: { template: %2$s, maxDuration: 45m, perRunUsd: %3$s, perDayUsd: 10 }
            tables:
              events:
                files: "events*.csv"
                columns: { event: string, itemid: bigint }
                partitionBy: [event]
            """;

    static final URI SCRIPT = URI.create("s3://artifacts/bootstrap/dead-man.sh");
    private static final ClusterSettings CLUSTERS = new ClusterSettings(
            "emr-7.9.0",
            "service",
            "profile",
            "security",
            List.of(),
            URI.create("s3://artifacts/jars/mayfly-spark-job.jar"),
            SCRIPT,
            URI.create("s3://state/logs/"));
    private static final Deployment DEPLOYMENT = new Deployment(
            "test",
            "raw",
            "curated",
            "state",
            URI.create("s3://artifacts/jars/mayfly-spark-job.jar"),
            Usd.of("5"),
            Usd.of("10"),
            Duration.ofHours(2));

    List<ClusterTemplate> templates = ClusterTemplate.shipped();
    final TestingClock clock = new TestingClock();
    final InMemoryLedger ledger = new InMemoryLedger();
    final Map<URI, byte[]> objects = new TreeMap<>();
    final List<FakeCluster> clusters = new ArrayList<>();
    boolean blind;
    /** How long each call of EMR, the ledger or the exchange takes. */
    Duration perCall = Duration.ZERO;

    /** EMR does not list its clusters. */
    boolean listingFails;
    /** Why files below a place cannot be listed, by the place. */
    final Map<String, RuntimeException> unlistable = new HashMap<>();

    final Map<String, Publication> tables = new LinkedHashMap<>();
    final Map<String, List<PartitionOutput>> partitions = new LinkedHashMap<>();
    int catalogWrites;
    final List<Run> notices = new ArrayList<>();
    ViewCatalog views = ViewCatalog.NONE;
    final History history = new History();
    final List<String> dropped = new ArrayList<>();
    final Map<String, Instant> deadlines = new LinkedHashMap<>();
    Optional<ActionResult> nextLaunchAnswer = Optional.empty();
    boolean launchesDespiteTheAnswer = true;
    /** What EMR answers to each launch instead of launching. */
    Optional<ActionResult> launchRefusal = Optional.empty();

    boolean listingLags;
    /** What happens while EMR looks for a cluster. */
    Runnable whileSearching = () -> {};

    /** What happens while the inputs are listed, and while a step's output is. */
    Runnable whileListing = () -> {};

    Runnable whileVerifying = () -> {};

    boolean noticesFail;
    /** The topic takes nothing until a person has changed something. */
    boolean noticesRefused;
    /** What the bus says to an event. */
    Optional<RuntimeException> eventRefusal = Optional.empty();
    /** Clusters that EMR does not end. */
    final Set<String> stubborn = new HashSet<>();

    boolean listingShowsTheDead;
    /** What the catalog has against a table: before anything is written, and only when it is written. */
    final Map<String, String> guarded = new HashMap<>();

    final Map<String, String> refused = new HashMap<>();
    boolean paused;
    /** How many files there is time to copy. */
    int copiesInTime = Integer.MAX_VALUE;
    /** What happens while a command waits. */
    Runnable meanwhile = () -> {};

    /** Objects that S3 lists and does not give. */
    final Set<URI> archived = new HashSet<>();
    /** Files of that storage class, and until when a restored copy of each is there. */
    final Map<URI, Optional<Instant>> inGlacier = new HashMap<>();
    /** Files of S3 Intelligent-Tiering and their archive tier, which is empty where they are in none. */
    final Map<URI, String> tiers = new HashMap<>();
    /** Objects from before S3 kept checksums. */
    final Set<URI> withoutChecksum = new HashSet<>();
    /** What distinguishes the ETag of an upload from that of another with the same bytes. */
    final Map<URI, String> uploads = new HashMap<>();
    /** HEAD requests for files of a source. */
    int heads;

    Runnable beforeDetails = () -> {};

    final List<Run> published = new ArrayList<>();
    final List<String> reaped = new ArrayList<>();
    private final Notifier notifier = new Notifier() {
        @Override
        public void announce(Run run) {
            if (noticesFail) {
                throw new IllegalStateException("SNS is away");
            }
            if (noticesRefused) {
                throw new UndeliverableException("the topic is gone");
            }
            notices.add(run);
        }

        @Override
        public void orphanTerminated(String clusterId, String clusterName, String why) {
            if (noticesFail) {
                throw new IllegalStateException("SNS is away");
            }
            reaped.add(clusterId + ": " + why);
        }
    };
    private final EventPublisher signals = new EventPublisher() {
        @Override
        public void published(Run run) {
            eventRefusal.ifPresent(refusal -> {
                throw refusal;
            });
            published.add(run);
        }

        @Override
        public void look(List<String> datasets) {
            throw new AssertionError("one dataset is looked at here");
        }
    };
    private final Exchange exchange = new Exchange();
    private final Emr emr = new Emr();
    /** How many rows the next step finds in each table. */
    long rows = 1;

    private int invocations;

    World() {
        ledger.beforeEachCall = this::take;
        define("small", "2");
        put("s3://artifacts/jars/mayfly-spark-job.jar", "a jar");
        put(SCRIPT.toString(), "a script");
    }

    /** A cluster as the tests move it. */
    static final class FakeCluster {
        final String id;
        final LaunchSpec order;
        final Instant createdAt;
        String state = "STARTING";
        String reason = "a reason";
        String subnet = "subnet-1";
        ClusterStatus.EndCause endCause = ClusterStatus.EndCause.UNKNOWN;
        ClusterStatus.StepState step = ClusterStatus.StepState.WAITING;
        Optional<Instant> stepStartedAt = Optional.empty();
        Optional<Instant> endedAt = Optional.empty();

        FakeCluster(String id, LaunchSpec order, Instant createdAt) {
            this.id = id;
            this.order = order;
            this.createdAt = createdAt;
        }

        boolean alive() {
            return !state.startsWith("TERMINATED");
        }
    }

    void define(String template, String perRunUsd) {
        put("s3://state/datasets/shop.yaml", YAML.formatted(DATASET, template, perRunUsd));
    }

    /** Another dataset, of which nobody has asked anything yet. */
    void defineAlso(String name) {
        put("s3://state/datasets/" + name + ".yaml", YAML.formatted(name, "small", "2"));
    }

    /** The definition is taken away. */
    void undefine() {
        objects.remove(URI.create("s3://state/datasets/shop.yaml"));
    }

    /** A second, optional table beside the first. */
    void defineTwoTables() {
        put("s3://state/datasets/shop.yaml", YAML.formatted(DATASET, "small", "2") + """
              items:
                files: "items*.csv"
                required: false
                columns: { event: string, itemid: bigint }
                partitionBy: [event]
            """);
    }

    /** The definition that stands says something else in one place. */
    void amend(String was, String is) {
        URI file = URI.create("s3://state/datasets/shop.yaml");
        String yaml = new String(objects.get(file), UTF_8);
        if (!yaml.contains(was)) {
            throw new AssertionError("the definition does not say " + was);
        }
        put(file.toString(), yaml.replace(was, is));
    }

    /** The definition that stands lets files go. */
    void publishRemovals() {
        URI file = URI.create("s3://state/datasets/shop.yaml");
        put(file.toString(), "onRemoved: publish\n" + new String(objects.get(file), UTF_8));
    }

    void put(String uri, String text) {
        objects.put(URI.create(uri), text.getBytes(UTF_8));
    }

    /** As into a bucket with a key of KMS: the ETag is another, whatever the bytes. */
    void uploadUnderAnotherEtag(String name, String text) {
        upload(name, text);
        uploads.merge(URI.create("s3://raw/shop/" + name), "+", String::concat);
    }

    void upload(String name, String text) {
        put("s3://raw/shop/" + name, text);
    }

    void remove(String name) {
        objects.remove(URI.create("s3://raw/shop/" + name));
    }

    /** A cluster that no run of this world launched. */
    FakeCluster stray(String name, String deployment) {
        LaunchSpec order = new LaunchSpec(
                name,
                templates.get(0),
                Map.of(Deployment.TAG, deployment),
                List.of(),
                URI.create("s3://state/plans/none.json"),
                "",
                Instant.EPOCH);
        clusters.add(new FakeCluster("j-" + (clusters.size() + 1), order, clock.instant()));
        return latest();
    }

    /** One look, as a tick or an event would cause it. */
    String look() {
        return look(Optional.empty());
    }

    String look(Optional<UserCommand> ask) {
        return look(ask, "invocation-" + ++invocations);
    }

    String look(Optional<UserCommand> ask, String invocation) {
        return reconciler()
                .reconcile(DATASET, ask, invocation, () -> copiesInTime > 0)
                .said();
    }

    /** What the dataset waits for, as {@code status} says it. */
    String waiting() {
        return reconciler()
                .awaited(DATASET, "invocation-" + ++invocations)
                .map(Reconciler.Awaited::why)
                .orElse("");
    }

    /** One tick of the deployment: what was looked at. */
    Map<String, String> tick() {
        return new ReconcileDispatcher(shelf(), known(), this::reconciler, signals)
                .reconcileAll("invocation-" + ++invocations, () -> true);
    }

    void take() {
        clock.pass(perCall);
    }

    private void pass(Duration time) {
        clock.pass(time);
        meanwhile.run();
    }

    String lookAfter(Duration time) {
        clock.pass(time);
        return look();
    }

    /** Uploads a file and lets the quiet time pass until its run is launched. */
    FakeCluster launched() {
        upload("events.csv", "event,itemid\nview,1\n");
        look();
        lookAfter(Duration.ofMinutes(3));
        return latest();
    }

    FakeCluster latest() {
        return clusters.get(clusters.size() - 1);
    }

    Run run() {
        return ledger.read(DATASET).orElseThrow().head().run().orElseThrow();
    }

    /** The last finished run. */
    Run finished() {
        return ledger.run(DATASET, ledger.runIds(DATASET, 1).get(0)).orElseThrow();
    }

    void startStep(FakeCluster cluster) {
        clock.pass(Duration.ofMinutes(5));
        cluster.state = "RUNNING";
        cluster.step = ClusterStatus.StepState.RUNNING;
        cluster.stepStartedAt = Optional.of(clock.instant());
        claim(cluster);
    }

    private void claim(FakeCluster cluster) {
        RunPlan plan = plan(cluster);
        Claim claim =
                new Claim(plan.runId(), plan.attempt(), Claim.Holder.DRIVER, cluster.id, "driver", clock.instant());
        objects.put(plan.claim(), ContractJson.bytes(claim));
    }

    RunPlan plan(FakeCluster cluster) {
        return ContractJson.read(objects.get(cluster.order.plan()), RunPlan.class, "the plan");
    }

    /** The step writes one partition a table with a row, and its manifest. */
    void finishStep(FakeCluster cluster) {
        clock.pass(Duration.ofMinutes(5));
        RunPlan plan = plan(cluster);
        List<TableOutput> outputs = new ArrayList<>();
        for (TablePlan table : plan.tables()) {
            URI location = table.output().resolve("event=view/");
            objects.put(table.output().resolve("_SUCCESS"), "{}".getBytes(UTF_8));
            objects.put(table.output(), new byte[0]);
            objects.put(location.resolve("part-0.parquet"), "parquet".getBytes(UTF_8));
            PartitionOutput partition = new PartitionOutput(
                    table.name(), List.of("view"), location, rows, List.of(new OutputFile("part-0.parquet", 7, rows)));
            byte[] shard = ContractJson.bytes(partition);
            URI shardUri = URI.create("s3://state/manifests/" + plan.runId() + "-a" + plan.attempt() + "/"
                    + table.name() + "-00000.ndjson");
            objects.put(shardUri, shard);
            List<InputCount> inputs = new ArrayList<>();
            for (InputFile input : table.inputs()) {
                long accepted = inputs.isEmpty() ? rows : 0;
                inputs.add(new InputCount(input.uri(), input.bytes(), 1 + accepted, 1, 0, accepted, 0));
            }
            outputs.add(new TableOutput(
                    table.name(),
                    rows,
                    0,
                    OptionalLong.empty(),
                    1,
                    7,
                    inputs,
                    List.of(),
                    List.of(),
                    List.of(new ManifestPart(shardUri, ContractJson.sha256(shard), 1))));
        }
        RunManifest manifest = new RunManifest(
                1,
                plan.runId(),
                plan.attempt(),
                cluster.id,
                cluster.order.planSha256(),
                outputs,
                new EngineInfo("spark", "3.5.6", "1", "magic", Map.of()),
                Map.of());
        objects.put(plan.manifest(), ContractJson.bytes(manifest));
        cluster.step = ClusterStatus.StepState.COMPLETED;
        cluster.state = "TERMINATING";
    }

    void failStep(FakeCluster cluster, Optional<RunFailure.Cause> told) {
        clock.pass(Duration.ofMinutes(1));
        RunPlan plan = plan(cluster);
        told.ifPresent(cause -> objects.put(
                plan.failure(),
                ContractJson.bytes(
                        new RunFailure(plan.runId(), plan.attempt(), cause, "events.csv lacks the column itemid"))));
        cluster.step = ClusterStatus.StepState.FAILED;
        cluster.state = "TERMINATING";
    }

    void end(FakeCluster cluster) {
        clock.pass(Duration.ofMinutes(2));
        cluster.state = "TERMINATED";
        // EMR cancels what still waits, and what it stops.
        cluster.step = switch (cluster.step) {
            case WAITING -> ClusterStatus.StepState.NEVER_RAN;
            case RUNNING -> ClusterStatus.StepState.INTERRUPTED;
            default -> cluster.step;
        };
        cluster.endedAt = Optional.of(clock.instant());
    }

    /** A whole successful life. */
    void succeed(FakeCluster cluster) {
        startStep(cluster);
        look();
        finishStep(cluster);
        look();
        end(cluster);
        look();
    }

    private Reconciler reconciler() {
        OutputVerifier verifier = new OutputVerifier(exchange);
        HistoryRecorder keeper = new HistoryRecorder(history, history, exchange, verifier);
        RunPolicy policy = RunPolicy.STANDARD;
        Pricing pricing = new Pricing(templates, new HourlyCostBound(PriceBook.shipped("us-east-1")));
        ViewPublisher publisher = new ViewPublisher(new Publisher(new Glue(), exchange, verifier), views);
        return new Reconciler(
                ledger,
                shelf(),
                new IdleObserver(new InputObserver(exchange, DEPLOYMENT), pricing, exchange, ledger),
                new InputContents(exchange, exchange),
                new LaunchNeeds(exchange, new Glue(), views, CLUSTERS),
                new Observer(emr, exchange, verifier, clock),
                pricing,
                new PlanWriter(exchange, verifier),
                new ActionExecutor(
                        emr,
                        (name, cluster, deadline) -> deadlines.put(cluster, deadline),
                        exchange,
                        publisher,
                        ledger,
                        keeper,
                        notifier,
                        signals,
                        templates,
                        policy,
                        DEPLOYMENT,
                        clock),
                new Retention(ledger, exchange, verifier, new Glue(), keeper, DEPLOYMENT),
                publisher,
                new RunDecider(policy),
                new EffectiveLimits(DEPLOYMENT, Optional.empty()),
                DEPLOYMENT,
                new IdGenerator(),
                clock);
    }

    private DatasetRepository shelf() {
        return new DatasetRepository(DEPLOYMENT, exchange);
    }

    private DatasetDirectory known() {
        return new DatasetDirectory(shelf(), ledger, ledger);
    }

    OrphanReaper sweep() {
        return new OrphanReaper(emr, ledger, notifier, DEPLOYMENT, clock);
    }

    /** Ada's word about the dataset. */
    JsonNode say(String verb) {
        return command(
                "{\"command\":\"%s\",\"dataset\":\"shop\",\"by\":\"ada\",\"reason\":\"a test\"}".formatted(verb));
    }

    JsonNode command(String payload) {
        Reconciler reconciler = reconciler();
        CommandExecutor saying = new CommandExecutor(reconciler, this::pass);
        Commands commands = new Commands(
                known(),
                ledger,
                saying,
                new StatusQueries(ledger, new RunView(exchange, clock)),
                new DryRun(reconciler),
                new DrainCommand(sweep(), known(), ledger, saying),
                new ReapCommand(sweep()),
                DEPLOYMENT,
                clock);
        try {
            return new ObjectMapper()
                    .valueToTree(commands.answer(
                            new ObjectMapper().readTree(payload), "invocation-" + ++invocations, () -> true));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private final class Emr implements ClusterGateway {
        @Override
        public ActionResult launch(LaunchSpec order) {
            if (launchRefusal.isPresent()) {
                return launchRefusal.get();
            }
            Optional<ActionResult> told = nextLaunchAnswer;
            nextLaunchAnswer = Optional.empty();
            if (told.isPresent() && !launchesDespiteTheAnswer) {
                return told.get();
            }
            clusters.add(new FakeCluster("j-" + (clusters.size() + 1), order, clock.instant()));
            return told.orElse(new ActionResult.Launched(latest().id));
        }

        @Override
        public ClusterStatus findByName(String name, Instant since) {
            take();
            boolean lags = listingLags;
            whileSearching.run();
            return clusters.stream()
                    .filter(cluster -> !lags && cluster.order.name().equals(name) && !cluster.createdAt.isBefore(since))
                    .findFirst()
                    .map(cluster -> describe(cluster.id))
                    .orElse(new ClusterStatus.NotFound());
        }

        @Override
        public ClusterStatus describe(String clusterId) {
            take();
            if (blind) {
                return new ClusterStatus.Unknown("Rate exceeded");
            }
            FakeCluster cluster = byId(clusterId);
            return new ClusterStatus.Found(
                    clusterId,
                    cluster.state,
                    cluster.reason,
                    cluster.endCause,
                    Optional.of(cluster.subnet),
                    cluster.createdAt,
                    cluster.endedAt,
                    Optional.of(new ClusterStatus.Step("s-1", cluster.step, cluster.stepStartedAt, "")));
        }

        @Override
        public List<ActiveCluster> listActive(String namePrefix) {
            take();
            if (listingFails) {
                throw new IllegalStateException("Rate exceeded");
            }
            return clusters.stream()
                    .filter(cluster -> (listingShowsTheDead || !cluster.state.startsWith("TERMINAT"))
                            && cluster.order.name().startsWith(namePrefix))
                    .map(cluster ->
                            new ActiveCluster(cluster.id, cluster.order.name(), cluster.state, cluster.createdAt))
                    .toList();
        }

        @Override
        public Optional<Map<String, String>> tags(String clusterId) {
            take();
            FakeCluster cluster = byId(clusterId);
            return cluster.state.startsWith("TERMINAT") ? Optional.empty() : Optional.of(cluster.order.tags());
        }

        @Override
        public void terminate(String clusterId) {
            take();
            FakeCluster cluster = byId(clusterId);
            if (stubborn.contains(clusterId)) {
                throw new IllegalStateException("EMR refuses to end " + clusterId);
            }
            if (cluster.alive()) {
                cluster.state = "TERMINATING";
            }
        }

        private FakeCluster byId(String clusterId) {
            return clusters.stream()
                    .filter(cluster -> cluster.id.equals(clusterId))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Glue as far as these tests look at it: the newest publication of each table and its partitions. */
    private final class Glue implements Catalog {
        @Override
        public CatalogResult checkTable(Publication publication) {
            return guarded.containsKey(publication.table())
                    ? new CatalogResult.Refused(guarded.get(publication.table()))
                    : new CatalogResult.Confirmed(0);
        }

        @Override
        public CatalogResult checkView(Publication publication) {
            return checkTable(publication);
        }

        @Override
        public boolean references(String database, String table, String attempt, URI place) {
            return partitions.getOrDefault(table, List.of()).stream()
                    .anyMatch(partition -> partition.location().toString().startsWith(place.toString()));
        }

        @Override
        public CatalogResult table(Publication publication) {
            if (paused) {
                return new CatalogResult.Unfinished("Glue could not be used");
            }
            if (refused.containsKey(publication.table())) {
                return new CatalogResult.Refused(refused.get(publication.table()));
            }
            if (compares(publication)) {
                return Optional.ofNullable(tables.get(publication.table()))
                        .map(Publication::generation)
                        .filter(publication.generation()::equals)
                        .<CatalogResult>map(same -> new CatalogResult.Confirmed(0))
                        .orElse(new CatalogResult.Differs(publication.table() + " is not as it should be"));
            }
            tables.put(publication.table(), publication);
            catalogWrites++;
            return new CatalogResult.Confirmed(1);
        }

        private static boolean compares(Publication publication) {
            return publication.words().contains(PublishOption.ONLY_COMPARE);
        }

        @Override
        public CatalogResult view(Publication publication) {
            return table(publication);
        }

        @Override
        public void drop(String database, String table, String attempt, String owner) {
            dropped.add(GenerationView.table(table, attempt));
            tables.remove(GenerationView.table(table, attempt));
        }

        @Override
        public CatalogResult partitions(
                Publication publication, List<PartitionOutput> shown, BooleanSupplier timeLeft) {
            if (compares(publication)) {
                return shown.equals(partitions.get(publication.table()))
                        ? new CatalogResult.Confirmed(0)
                        : new CatalogResult.Differs("partitions of " + publication.table() + " are not there");
            }
            partitions.put(publication.table(), shown);
            catalogWrites++;
            return new CatalogResult.Confirmed(1);
        }

        @Override
        public CatalogResult deleteStalePartitions(
                Publication publication,
                ScanSegment share,
                Iterable<List<PartitionOutput>> shards,
                BooleanSupplier timeLeft) {
            return new CatalogResult.Confirmed(0);
        }
    }

    /** What readers can ask of runs. */
    static final class History implements HistoryWriter, HistoryCatalog {
        final Map<String, RunRow> runs = new LinkedHashMap<>();
        final Map<String, List<GenerationRow>> generations = new LinkedHashMap<>();
        final Set<Rejects> rejects = new LinkedHashSet<>();
        String database = "";

        @Override
        public void keep(String in, RunRow run) {
            runs.put(in + "/" + run.runId(), run);
        }

        @Override
        public void keep(String in, List<GenerationRow> tables) {
            generations.put(in + "/" + tables.get(0).generation(), tables);
        }

        @Override
        public void show(String in) {
            database = in;
        }

        @Override
        public void list(Rejects rejected) {
            rejects.add(rejected);
        }

        @Override
        public void forget(Rejects rejected) {
            rejects.remove(rejected);
        }
    }

    private final class Exchange implements RunArtifacts, ObjectReader {
        @Override
        public AttemptPaths paths(String attemptName) {
            return new AttemptPaths(
                    URI.create("s3://state/plans/" + attemptName + "-"),
                    URI.create("s3://state/claims/" + attemptName + ".json"),
                    URI.create("s3://state/manifests/" + attemptName + ".json"),
                    URI.create("s3://state/manifests/" + attemptName + ".failure.json"),
                    URI.create("s3://state/progress/" + attemptName + ".json"));
        }

        @Override
        public String put(RunPlan plan, AttemptPaths places) {
            byte[] bytes = ContractJson.bytes(plan);
            String sha256 = ContractJson.sha256(bytes);
            objects.put(places.plan(sha256), bytes);
            return sha256;
        }

        @Override
        public InputFile snapshot(InputFile file, String attemptName) {
            URI copy =
                    URI.create("s3://state/inputs/" + attemptName + file.uri().getPath());
            objects.put(copy, objects.get(file.uri()));
            copiesInTime--;
            return new InputFile(copy, file.etag(), file.bytes());
        }

        @Override
        public void snapshot(InputChecksums checksums, String dataset, String fingerprint) {
            objects.put(checksums(fingerprint), ContractJson.bytes(checksums));
        }

        @Override
        public Optional<InputChecksums> checksums(String dataset, String fingerprint) {
            return read(checksums(fingerprint)).map(bytes -> InputChecksums.read(bytes, fingerprint));
        }

        private URI checksums(String fingerprint) {
            return URI.create("s3://state/plans/checksums/" + fingerprint + ".json");
        }

        @Override
        public Optional<byte[]> read(URI where) {
            return Optional.ofNullable(objects.get(where));
        }

        @Override
        public Optional<Claim> claim(String attemptName) {
            return read(paths(attemptName).claim()).map(bytes -> ContractJson.read(bytes, Claim.class, "the claim"));
        }

        @Override
        public Claim revoke(String runId, int attempt, String nonce, Instant now) {
            String name = runId + "-a" + attempt;
            objects.putIfAbsent(
                    paths(name).claim(),
                    ContractJson.bytes(new Claim(runId, attempt, Claim.Holder.REVOKED, "", nonce, now)));
            return claim(name).orElseThrow();
        }

        @Override
        public void list(URI prefix, ObjLongConsumer<String> each) {
            whileVerifying.run();
            objects.forEach((uri, bytes) -> {
                if (uri.toString().startsWith(prefix.toString())) {
                    each.accept(uri.toString().substring(prefix.toString().length()), bytes.length);
                }
            });
        }

        @Override
        public boolean remove(URI prefix, BooleanSupplier timeLeft) {
            objects.keySet().removeIf(uri -> uri.toString().startsWith(prefix.toString()));
            return true;
        }

        @Override
        public Optional<RunProgress> progress(String attemptName) {
            return Optional.empty();
        }

        @Override
        public LogStatus log(String clusterId, String stepId) {
            boolean failed = clusters.stream()
                    .anyMatch(
                            cluster -> cluster.id.equals(clusterId) && cluster.step == ClusterStatus.StepState.FAILED);
            return failed
                    ? new LogStatus.Found(
                            new StepLog("it ran out of memory", List.of("java.lang.OutOfMemoryError: Java heap space")))
                    : new LogStatus.Found(new StepLog("", List.of()));
        }

        @Override
        public LogStatus bootstrapLog(String clusterId, String reason) {
            return new LogStatus.Found(new StepLog("", List.of("the script cannot be fetched: 404")));
        }

        @Override
        public Listing objects(URI prefix, int most) {
            if (prefix.toString().startsWith("s3://raw/")) {
                whileListing.run();
            }
            take();
            if (unlistable.containsKey(prefix.toString())) {
                throw unlistable.get(prefix.toString());
            }
            List<InputFile> files = objects.keySet().stream()
                    .filter(uri -> uri.toString().startsWith(prefix.toString()))
                    .limit(most)
                    .map(uri -> new InputFile(uri, etagOf(uri), objects.get(uri).length))
                    .toList();
            return new Listing(
                    files,
                    files.stream()
                            .filter(file -> inGlacier.containsKey(file.uri()))
                            .map(file -> new ArchivedFile(file, "GLACIER", false, inGlacier.get(file.uri())))
                            .toList(),
                    tiers.keySet());
        }

        @Override
        public Optional<ObjectDetails> details(InputFile file) {
            heads++;
            beforeDetails.run();
            return Optional.ofNullable(objects.get(file.uri()))
                    .filter(bytes -> etagOf(file.uri()).equals(file.etag()))
                    .map(bytes -> new ObjectDetails(
                            checksum(file.uri(), bytes),
                            Optional.ofNullable(tiers.get(file.uri())).filter(tier -> !tier.isEmpty()),
                            false,
                            Optional.empty()));
        }

        private Optional<String> checksum(URI uri, byte[] bytes) {
            return withoutChecksum.contains(uri)
                    ? Optional.empty()
                    : Optional.of("SHA256:" + ContractJson.sha256(bytes));
        }

        /** As with KMS: another at each upload, whatever the bytes. */
        private String etagOf(URI uri) {
            return ContractJson.sha256(objects.get(uri)) + uploads.getOrDefault(uri, "");
        }

        @Override
        public Optional<byte[]> document(URI uri) {
            take();
            return read(uri);
        }

        @Override
        public Optional<byte[]> readUntrusted(URI uri, int mostBytes) {
            if (archived.contains(uri)) {
                throw new UnreadableDocumentException(uri + " cannot be read: it is archived");
            }
            return read(uri).filter(bytes -> {
                if (bytes.length > mostBytes) {
                    throw new UnreadableDocumentException("%s is larger than %d bytes".formatted(uri, mostBytes));
                }
                return true;
            });
        }

        @Override
        public Optional<String> etag(URI uri) {
            return read(uri).map(ContractJson::sha256);
        }
    }
}
