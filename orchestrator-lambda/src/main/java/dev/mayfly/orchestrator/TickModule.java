package dev.mayfly.orchestrator;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.inputs.InputListing;
import dev.mayfly.orchestrator.ledger.HeadNames;
import dev.mayfly.orchestrator.ledger.HeadNamesGateway;
import jakarta.inject.Provider;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** The parts of a tick over whatever is bound as their doors, their clock and their chance. */
final class TickModule extends AbstractModule {
    private final OrchestratorConfig config;

    TickModule(OrchestratorConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        bind(HeadNames.class).to(HeadNamesGateway.class);
    }

    @Provides
    @Singleton
    TickParts parts(
            ClusterGateway clusters,
            InputListing inputs,
            HeadNames heads,
            Clock clock,
            Provider<RandomGenerator> chance,
            Injector injector) {
        return new TickParts(
                config, new TickDoors(clusters, inputs, heads), clock, chance::get, parts -> injector::getInstance);
    }
}
