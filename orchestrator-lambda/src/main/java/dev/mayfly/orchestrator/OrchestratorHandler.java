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

/** The door that Lambda knows: hands every event to the front desk with the time that is left. */
public final class OrchestratorHandler implements RequestStreamHandler {
    private static final int RESERVE_MILLIS = 15_000;
    private final FrontDesk desk;

    /** Wires the function from its environment. */
    public OrchestratorHandler() {
        // In development's stage Guice makes what is asked for, not every singleton that it was told of.
        this(Guice.createInjector(
                        Stage.DEVELOPMENT,
                        new OrchestratorModule(OrchestratorConfig.from(System.getenv())),
                        new AwsModule())
                .getInstance(FrontDesk.class));
    }

    OrchestratorHandler(FrontDesk desk) {
        this.desk = desk;
    }

    /** The function as it is deployed, but with the clients, the clock or any other part that {@code replacing} binds. */
    public static OrchestratorHandler wired(OrchestratorConfig config, Module replacing) {
        return new OrchestratorHandler(Guice.createInjector(
                        Stage.PRODUCTION,
                        Modules.override(new OrchestratorModule(config)).with(replacing))
                .getInstance(FrontDesk.class));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try (LogContext about = LogContext.request(context.getAwsRequestId())) {
            output.write(desk.answer(
                    input.readAllBytes(),
                    context.getAwsRequestId(),
                    () -> context.getRemainingTimeInMillis() > RESERVE_MILLIS));
        }
    }
}
