package dev.mayfly.orchestrator;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.name.Names;
import dev.mayfly.orchestrator.artifacts.OutputVerifier;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.artifacts.S3ExchangeGateway;
import dev.mayfly.orchestrator.catalog.Catalog;
import dev.mayfly.orchestrator.catalog.GlueCatalog;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.cluster.ClusterSettings;
import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import dev.mayfly.orchestrator.cluster.DeadlineGateway;
import dev.mayfly.orchestrator.cluster.EmrClusterGateway;
import dev.mayfly.orchestrator.cluster.SchedulerDeadlineGateway;
import dev.mayfly.orchestrator.command.Sleeper;
import dev.mayfly.orchestrator.cost.HourlyCostBound;
import dev.mayfly.orchestrator.cost.PriceBook;
import dev.mayfly.orchestrator.history.GlueHistoryCatalog;
import dev.mayfly.orchestrator.history.HistoryCatalog;
import dev.mayfly.orchestrator.history.HistoryWriter;
import dev.mayfly.orchestrator.history.S3HistoryGateway;
import dev.mayfly.orchestrator.inputs.ObjectReader;
import dev.mayfly.orchestrator.inputs.S3InputGateway;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.notice.Notifier;
import dev.mayfly.orchestrator.reconcile.DatasetDirectory;
import dev.mayfly.orchestrator.reconcile.DatasetRepository;
import dev.mayfly.orchestrator.reconcile.Deployment;
import dev.mayfly.orchestrator.reconcile.IdGenerator;
import dev.mayfly.orchestrator.reconcile.OrphanReaper;
import dev.mayfly.orchestrator.run.RunDecider;
import dev.mayfly.orchestrator.run.RunPolicy;
import dev.mayfly.orchestrator.run.Usd;
import dev.mayfly.orchestrator.signal.EventPublisher;
import dev.mayfly.orchestrator.view.GlueViewCatalog;
import dev.mayfly.orchestrator.view.ViewCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which part stands behind which door, around the parts of a tick. A part behind {@code injector.getInstance} is not looked into
 * before it is asked for: a {@code Provider} of it would have all that it is made of read with the first.
 */
final class OrchestratorModule extends AbstractModule {
    private final OrchestratorConfig config;

    OrchestratorModule(OrchestratorConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        bind(OrchestratorConfig.class).toInstance(config);
        bind(Deployment.class).toInstance(config.deployment());
        bind(ClusterSettings.class).toInstance(config.clusters());
        bind(RunPolicy.class).toInstance(config.policy());
        bind(Clock.class).toInstance(Clock.systemUTC());
        bind(Sleeper.class).toInstance(OrchestratorModule::pause);
        bind(new TypeLiteral<Optional<Duration>>() {}).toInstance(config.quiet());
        bindConstant()
                .annotatedWith(Names.named("state"))
                .to(config.deployment().stateBucket());
        bindConstant()
                .annotatedWith(Names.named("curated"))
                .to(config.deployment().curatedBucket());
        bindConstant().annotatedWith(Names.named("notices")).to(config.noticesTopic());
        bindConstant().annotatedWith(Names.named("deadlineGroup")).to(config.deadlineGroup());
        bindConstant().annotatedWith(Names.named("deadlineRole")).to(config.deadlineRole());
        bindConstant()
                .annotatedWith(Names.named("deployment"))
                .to(config.deployment().name());
        bind(Usd.class)
                .annotatedWith(Names.named("perDay"))
                .toInstance(config.deployment().perDay());
        bind(new TypeLiteral<Consumer<String>>() {})
                .annotatedWith(Names.named("log"))
                .toInstance(System.out::println);
        bind(ClusterGateway.class).to(EmrClusterGateway.class);
        bind(ObjectReader.class).to(S3InputGateway.class);
        bindConstant()
                .annotatedWith(Names.named("signalSource"))
                .to("mayfly." + config.deployment().name());
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Provides
    @Singleton
    Catalog catalog(Injector injector) {
        return Lazy.of(Catalog.class, () -> injector.getInstance(GlueCatalog.class));
    }

    @Provides
    @Singleton
    ViewCatalog views(Injector injector) {
        return Lazy.of(ViewCatalog.class, () -> injector.getInstance(GlueViewCatalog.class));
    }

    @Provides
    @Singleton
    HistoryCatalog historyCatalog(Injector injector) {
        return Lazy.of(HistoryCatalog.class, () -> injector.getInstance(GlueHistoryCatalog.class));
    }

    @Provides
    @Singleton
    HistoryWriter history(Injector injector) {
        return Lazy.of(HistoryWriter.class, () -> injector.getInstance(S3HistoryGateway.class));
    }

    @Provides
    @Singleton
    DeadlineGateway deadlineGateway(Injector injector) {
        return Lazy.of(DeadlineGateway.class, () -> injector.getInstance(SchedulerDeadlineGateway.class));
    }

    @Provides
    @Singleton
    RunArtifacts runExchange(Injector injector) {
        return Lazy.of(RunArtifacts.class, () -> injector.getInstance(S3ExchangeGateway.class));
    }

    @Provides
    Ledger ledger(CoreComponents parts) {
        return parts.ledger();
    }

    @Provides
    Notifier notifier(CoreComponents parts) {
        return parts.notifier();
    }

    @Provides
    EventPublisher signals(CoreComponents parts) {
        return parts.signals();
    }

    @Provides
    DatasetRepository shelf(CoreComponents parts) {
        return parts.shelf();
    }

    @Provides
    DatasetDirectory known(CoreComponents parts) {
        return parts.known();
    }

    @Provides
    IdGenerator names(CoreComponents parts) {
        return parts.names();
    }

    @Provides
    OrphanReaper sweep(CoreComponents parts) {
        return parts.sweep();
    }

    @Provides
    @Singleton
    List<ClusterTemplate> templates() {
        return ClusterTemplate.shipped();
    }

    @Provides
    @Singleton
    HourlyCostBound costs() {
        return new HourlyCostBound(PriceBook.shipped(config.region()));
    }

    @Provides
    RunDecider decider(RunPolicy policy) {
        return new RunDecider(policy);
    }

    @Provides
    OutputVerifier verifier(RunArtifacts exchange) {
        return new OutputVerifier(exchange);
    }
}
