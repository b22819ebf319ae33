package dev.mayfly.simulator.client;

import com.google.inject.AbstractModule;
import com.google.inject.name.Names;
import dev.mayfly.simulator.cloud.Account;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/** What a later version of the function sees and does otherwise than {@link ClientsModule}'s. */
public final class NextVersionModule extends AbstractModule {
    private final Supplier<Account> account;

    public NextVersionModule(Supplier<Account> account) {
        this.account = account;
    }

    @Override
    protected void configure() {
        S3Client s3 = new NextVersionS3(account);
        bind(S3Client.class).toInstance(s3);
        bind(S3Client.class).annotatedWith(Names.named("once")).toInstance(s3);
    }
}
