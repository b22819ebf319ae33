package dev.mayfly.orchestrator;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.name.Names;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The AWS clients for whatever Guice wires, one of each. */
final class AwsModule extends AbstractModule {
    private final AwsClients aws;

    AwsModule(AwsClients aws) {
        this.aws = aws;
    }

    @Override
    protected void configure() {
        bind(S3Client.class).toInstance(aws.s3());
        bind(S3Client.class)
                .annotatedWith(Names.named("once"))
                .toProvider(aws::s3NoRetry)
                .in(Scopes.SINGLETON);
        bind(EmrClient.class).toInstance(aws.emr());
        bind(EmrClient.class)
                .annotatedWith(Names.named("once"))
                .toProvider(aws::emrNoRetry)
                .in(Scopes.SINGLETON);
        bind(GlueClient.class).toProvider(aws::glue).in(Scopes.SINGLETON);
        bind(SnsClient.class).toProvider(aws::sns).in(Scopes.SINGLETON);
        bind(SchedulerClient.class).toProvider(aws::scheduler).in(Scopes.SINGLETON);
        bind(EventBridgeClient.class).toProvider(aws::events).in(Scopes.SINGLETON);
    }
}
