package dev.mayfly.simulator.mutant;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Scopes;
import com.google.inject.name.Names;
import com.google.inject.util.Modules;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.cost.HourlyCostBound;
import dev.mayfly.orchestrator.cost.PriceBook;
import dev.mayfly.orchestrator.run.RunPolicy;
import dev.mayfly.simulator.client.SimulatedScheduler;
import dev.mayfly.simulator.cloud.Account;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.sns.SnsClient;

/** Every way in which the protocol is known to be tempting to get wrong. */
public final class Mutants {
    /** The one of this name. */
    public static Mutant named(String name) {
        return all().stream()
                .filter(mutant -> mutant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mutant is called '%s'; there are: %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ", all().stream().map(Mutant::name).toList()))));
    }

    /** All of them. */
    public static List<Mutant> all() {
        return List.of(
                Mutant.of("no compare-and-swap", account -> s3(new MutatedS3.WithoutConditions(account))),
                Mutant.of("412 taken for success", account -> s3(new MutatedS3.LostIsWon(account))),
                Mutant.of("no revocation", account -> s3(new MutatedS3.WithoutRevocation(account))),
                Mutant.of("drivers do not claim", Mutant.NONE.instead()).withoutClaims(),
                Mutant.ofPolicy("no window", "window=PT0S"),
                Mutant.of("first page only", account -> emr(new MutatedEmr.FirstPageOnly(account))),
                Mutant.of("SDK retry on RunJobFlow", account -> emr(new MutatedEmr.RetriesLaunch(account))),
                Mutant.of("no dead-man timer", account -> emr(new MutatedEmr.WithoutDeadMan(account))),
                Mutant.of(
                        "AlreadyExists taken for success", account -> glue(new MutatedGlue.OwnCreateBelieved(account))),
                Mutant.of("errors ignored", account -> glue(new MutatedGlue.ErrorsIgnored(account))),
                Mutant.of("event payload trusted", account -> s3(new MutatedS3.EventsBelieved(account))),
                Mutant.of("reaping what is pending", Mutants::reapsPending),
                Mutant.of("subset manifest accepted", account -> s3(new MutatedS3.StraysOverlooked(account))),
                Mutant.of("no parking", account -> policy()),
                Mutant.of("EMR's fee forgotten", account -> withoutFee()),
                Mutant.of("rollback undone", account -> s3(MutatedReads.rollbackForgotten(account))),
                Mutant.of("hold forgotten", account -> s3(MutatedReads.holdForgotten(account))),
                Mutant.of("cancel forgotten", account -> s3(MutatedReads.cancelForgotten(account))),
                Mutant.ofPolicy("no quiet", "quiet=PT0S"),
                Mutant.of("owner's budget overlooked", account -> s3(MutatedReads.ownersBudgetOverlooked(account))),
                Mutant.of("told of a failure too early", account -> s3(new MutatedS3.NotifiedTooEarly(account))),
                Mutant.of("manifests taken away, too", account -> s3(new MutatedS3.TakesManifestsAway(account))),
                Mutant.of("nothing is told to stop", Mutants::neverStops),
                Mutant.of("others' clusters reaped", account -> clusters(MutatedClusters.ReapsForeign.class)),
                Mutant.of("naive relaunch", Mutants::relaunches)
                        .withPolicy("window=PT0S,grace=P1D")
                        .withoutClaims(),
                Mutant.ofPolicy("no grace", "grace=PT0S"),
                Mutant.ofPolicy("no audit", "auditAfter=P9D,auditEvery=P9D"),
                Mutant.ofPolicy("leases without end", "actorLease=P9D"),
                Mutant.of("unread taken for read", account -> s3(MutatedReads.unreadTakenForRead(account))),
                Mutant.of("oldest taken for present", account -> s3(MutatedReads.oldestTakenForPresent(account))),
                Mutant.of("sizes overlooked", account -> s3(new MutatedS3.SizesOverlooked(account))),
                Mutant.of(
                                "nothing put aside for the dead-man's minutes",
                                account -> emr(new MutatedEmr.LateDeadMan(account)))
                        .withPolicy("deadMan=PT0S,release=PT0S"),
                Mutant.of("notices sent once", account -> notices(new MutatedEvents.NoticesOnce(account))),
                Mutant.of("events put once", account -> events(new MutatedEvents.EventsOnce(account))),
                Mutant.of("later keys overlooked", account -> s3(MutatedReads.laterKeysOverlooked(account)))
                        .inRollout(),
                Mutant.of(
                        "an unstarted step read as failed",
                        account -> clusters(MutatedClusters.UnstartedIsFailed.class)),
                Mutant.of("EMR's reason left out", account -> clusters(MutatedClusters.WithoutReasons.class)),
                Mutant.of(
                        "a person's termination overlooked",
                        account -> clusters(MutatedClusters.PersonsOverlooked.class)),
                Mutant.of("no capacity taken for lost", account -> clusters(MutatedClusters.CapacityOverlooked.class)),
                Mutant.of("full subnets asked again", account -> clusters(MutatedClusters.AsksFullSubnets.class)),
                Mutant.of("naive list-then-run", account -> clusters(MutatedClusters.ListThenRun.class))
                        .withoutClaims());
    }

    private static Module s3(S3Client client) {
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(S3Client.class).toInstance(client);
                bind(S3Client.class).annotatedWith(Names.named("once")).toInstance(client);
            }
        };
    }

    private static Module emr(EmrClient client) {
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(EmrClient.class).toInstance(client);
                bind(EmrClient.class).annotatedWith(Names.named("once")).toInstance(client);
            }
        };
    }

    private static Module notices(SnsClient client) {
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(SnsClient.class).toInstance(client);
            }
        };
    }

    private static Module events(EventBridgeClient client) {
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(EventBridgeClient.class).toInstance(client);
            }
        };
    }

    private static Module glue(GlueClient client) {
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(GlueClient.class).toInstance(client);
            }
        };
    }

    /** Neither by the control plane nor by the scheduler. */
    private static Module neverStops(Supplier<Account> account) {
        return Modules.combine(emr(new MutatedEmr.NeverStops(account)), new AbstractModule() {
            @Override
            protected void configure() {
                bind(SchedulerClient.class).toInstance(new SimulatedScheduler(account) {
                    @Override
                    public CreateScheduleResponse createSchedule(CreateScheduleRequest request) {
                        return CreateScheduleResponse.builder().build();
                    }
                });
            }
        });
    }

    /** What is not shown at once is launched again; neither a claim nor the reaper is in the way of the first one. */
    private static Module relaunches(Supplier<Account> account) {
        return Modules.combine(
                s3(new MutatedS3.WithoutRevocation(account)), clusters(MutatedClusters.ReapsNothing.class));
    }

    private static Module clusters(Class<? extends ClusterGateway> gateway) {
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(ClusterGateway.class).to(gateway).in(Scopes.SINGLETON);
            }
        };
    }

    private static Module reapsPending(Supplier<Account> account) {
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(ClusterGateway.class).to(MutatedClusters.ReapsPending.class);
                bind(Account.class).toProvider(account::get);
            }
        };
    }

    private static Module withoutFee() {
        PriceBook book = PriceBook.shipped("us-east-1");
        PriceBook cheaper = new PriceBook(
                book.region(),
                book.asOf(),
                book.source(),
                book.verified(),
                book.gp3UsdPerGbMonth(),
                book.instances().stream()
                        .map(price -> new PriceBook.InstancePrice(
                                price.type(), price.vcpu(), price.memoryGiB(), price.ec2UsdPerHour(), "0"))
                        .toList());
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(HourlyCostBound.class).toInstance(new HourlyCostBound(cheaper));
            }
        };
    }

    private static Module policy() {
        RunPolicy usual = RunPolicy.STANDARD;
        RunPolicy tireless = new RunPolicy(
                usual.window(),
                usual.launchDeadline(),
                usual.deadMan(),
                usual.release(),
                List.of(Duration.ofMinutes(1)),
                1_000,
                usual.actorLease(),
                usual.logGrace(),
                usual.kept(),
                usual.grace(),
                Duration.ofMinutes(15),
                Duration.ofMinutes(25));
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(RunPolicy.class).toInstance(tireless);
            }
        };
    }

    private Mutants() {}
}
