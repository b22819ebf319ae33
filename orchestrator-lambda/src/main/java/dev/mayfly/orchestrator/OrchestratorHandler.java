package dev.mayfly.orchestrator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import dev.mayfly.orchestrator.log.LogContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The door that Lambda knows: hands every event to the front desk with the time that is left. */
public final class OrchestratorHandler implements RequestStreamHandler {
    private static final int RESERVE_MILLIS = 15_000;
    private final EventDispatcher desk;

    /** Wires the function from its environment. */
    public OrchestratorHandler() {
        this(deployed(OrchestratorConfig.from(System.getenv()), Clock.systemUTC(), SecureRandom::new));
    }

    OrchestratorHandler(CoreComponents parts) {
        this.desk = parts.desk();
    }

    static CoreComponents deployed(OrchestratorConfig config, Clock clock, Supplier<RandomGenerator> chance) {
        AwsClients aws = new AwsClients(config.region());
        return new CoreComponents(config, aws.tickDoors(config), clock, chance, parts -> others(config, aws, parts));
    }

    /** In development's stage Guice makes what is asked for, not every singleton that it was told of. */
    private static CoreComponents.LazyComponents others(
            OrchestratorConfig config, AwsClients aws, CoreComponents parts) {
        return Guice.createInjector(
                Stage.DEVELOPMENT,
                new OrchestratorModule(config),
                new AwsModule(aws),
                binder -> binder.bind(CoreComponents.class).toInstance(parts))::getInstance;
    }

    /** The function as it is deployed, but with the clients, the clock or any other part that {@code replacing} binds. */
    public static OrchestratorHandler wired(OrchestratorConfig config, Module replacing) {
        return new OrchestratorHandler(Guice.createInjector(
                        Stage.PRODUCTION,
                        Modules.override(new OrchestratorModule(config), new CoreComponentsModule(config))
                                .with(replacing))
                .getInstance(CoreComponents.class));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try (LogContext about = LogContext.request(context.getAwsRequestId())) {
            output.write(desk.handle(
                    input.readAllBytes(),
                    context.getAwsRequestId(),
                    () -> context.getRemainingTimeInMillis() > RESERVE_MILLIS));
        }
    }
}
