package dev.mayfly.orchestrator;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.inputs.ObjectReader;
import dev.mayfly.orchestrator.ledger.DatasetIndex;
import dev.mayfly.orchestrator.ledger.S3DatasetIndex;
import jakarta.inject.Provider;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** The parts of a tick over whatever is bound as their doors, their clock and their chance. */
final class CoreComponentsModule extends AbstractModule {
    private final OrchestratorConfig config;

    CoreComponentsModule(OrchestratorConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        bind(DatasetIndex.class).to(S3DatasetIndex.class);
    }

    @Provides
    @Singleton
    CoreComponents parts(
            ClusterGateway clusters,
            ObjectReader inputs,
            DatasetIndex heads,
            Clock clock,
            Provider<RandomGenerator> chance,
            Injector injector) {
        return new CoreComponents(
                config, new TickGateways(clusters, inputs, heads), clock, chance::get, parts -> injector::getInstance);
    }
}
