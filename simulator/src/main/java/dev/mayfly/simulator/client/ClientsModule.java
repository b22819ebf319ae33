package dev.mayfly.simulator.client;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.name.Names;
import dev.mayfly.orchestrator.command.Sleeper;
import dev.mayfly.simulator.cloud.Account;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The simulated clients, clock and chance in the place of the real ones; everything above them is as it is deployed. */
public final class ClientsModule extends AbstractModule {
    private final Supplier<Account> account;

    public ClientsModule(Supplier<Account> account) {
        this.account = account;
    }

    @Override
    protected void configure() {
        S3Client s3 = new SimulatedS3(account);
        EmrClient emr = new SimulatedEmr(account);
        bind(S3Client.class).toInstance(s3);
        bind(S3Client.class).annotatedWith(Names.named("once")).toInstance(s3);
        bind(EmrClient.class).toInstance(emr);
        bind(EmrClient.class).annotatedWith(Names.named("once")).toInstance(emr);
        bind(GlueClient.class).toInstance(new SimulatedGlue(account));
        bind(SchedulerClient.class).toInstance(new SimulatedScheduler(account));
        bind(EventBridgeClient.class).toInstance(new SimulatedEventBridge(account));
        bind(SnsClient.class).toInstance(new SimulatedSns(account));
        bind(Clock.class).toInstance(new AccountClock(account));
        bind(Sleeper.class).toInstance(time -> account.get().time().pause(time.toMillis()));
        bind(new TypeLiteral<Consumer<String>>() {})
                .annotatedWith(Names.named("log"))
                .toInstance(line -> {});
        bind(RandomGenerator.class).toProvider(() -> account.get().chance());
    }
}
