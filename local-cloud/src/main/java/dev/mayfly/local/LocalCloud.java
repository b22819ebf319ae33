package dev.mayfly.local;

import dev.mayfly.local.emr.EmrService;
import dev.mayfly.local.events.EventBridge;
import dev.mayfly.local.glue.GlueService;
import dev.mayfly.local.http.Faults;
import dev.mayfly.local.http.HttpEndpoint;
import dev.mayfly.local.http.RequestLog;
import dev.mayfly.local.lambda.FunctionHost;
import dev.mayfly.local.lambda.LambdaService;
import dev.mayfly.local.s3.S3Service;
import dev.mayfly.local.scheduler.SchedulerService;
import dev.mayfly.local.sns.Notice;
import dev.mayfly.local.sns.SnsService;
import dev.mayfly.local.sqs.QueueSettings;
import dev.mayfly.local.sqs.Queues;
import dev.mayfly.local.sqs.SqsService;
import dev.mayfly.local.state.StateStore;
import dev.mayfly.local.sts.StsService;
import dev.mayfly.local.template.Deployment;
import dev.mayfly.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** The part of AWS that a run touches, deployed from the template, on one loopback port; started again on its folder it goes on where it was. */
public final class LocalCloud implements AutoCloseable {
    private final Deque<AutoCloseable> open;
    private final HttpEndpoint front;
    private final Deployment deployment;
    private final SnsService notices;
    private final LambdaService lambda;
    private final EventBridge events;
    private final SchedulerService scheduler;
    // Steps and functions are processes of their own and would outlive a cloud that is interrupted.
    private final Thread atExit = new Thread(this::closeAll, "local-cloud-exit");

    private LocalCloud(LocalCloudSettings settings, Clock clock, Deque<AutoCloseable> open) {
        this.open = open;
        front = HttpEndpoint.open(settings.port(), clock);
        open.push(front);
        deployment = Template.read(
                settings.template(),
                settings.parameters(),
                LocalCloudSettings.ACCOUNT,
                LocalCloudSettings.REGION,
                front.endpoint());
        Queues queues = queues(store(settings, "sqs"), clock);
        lambda = new LambdaService(settings.dir().resolve("lambda"), front.endpoint(), settings.lambda(), clock);
        events = new EventBridge(
                store(settings, "events"), deployment, new DeployedTargets(queues, lambda), settings.events(), clock);
        open.push(events);
        S3Service s3 = new S3Service(
                settings.dir().resolve("s3"),
                deployment.buckets().stream()
                        .filter(Deployment.Bucket::eventBridge)
                        .map(Deployment.Bucket::name)
                        .collect(Collectors.toSet()),
                events,
                clock);
        deployment.buckets().forEach(bucket -> s3.ensureBucket(bucket.name()));
        GlueService glue = new GlueService(store(settings, "glue"), deployment.account(), clock);
        deployment.databases().forEach(database -> glue.ensureDatabase(database.name(), database.description()));
        SnsService sns =
                new SnsService(store(settings, "sns"), queues::send, deployment.account(), deployment.region(), clock);
        deployment.topics().forEach(topic -> sns.ensureTopic(topic.name()));
        scheduler = new SchedulerService(
                store(settings, "scheduler"), front::call, deployment.account(), deployment.region(), clock);
        open.push(scheduler);
        deployment.scheduleGroups().forEach(scheduler::ensureGroup);
        front.serve("s3", s3.servlet());
        front.serve(glue);
        front.serve(new SqsService(queues, front.endpoint(), deployment.account(), deployment.region()));
        front.serve(events);
        front.serve(sns);
        front.serve(scheduler);
        front.serve(new StsService(deployment.account()));
        notices = sns;
        EmrService emr = EmrService.on(settings.dir().resolve("emr"), front.endpoint(), settings.emr(), events, clock);
        open.push(emr);
        open.push(lambda);
        front.serve(emr);
        front.serve(lambda);
    }

    private void goLive(LocalCloudSettings settings) {
        Path folder = settings.template().getParent();
        new DeployedFunctions(deployment, folder, settings.lambda().environments()).to(lambda);
        scheduler.start();
        events.start();
    }

    /** Starts everything; what stands in the template is there when this returns. */
    public static LocalCloud start(LocalCloudSettings settings) {
        return start(settings, Clock.systemUTC());
    }

    static LocalCloud start(LocalCloudSettings settings, Clock clock) {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            LocalCloud cloud = new LocalCloud(settings, clock, open);
            cloud.goLive(settings);
            Runtime.getRuntime().addShutdownHook(cloud.atExit);
            return cloud;
        } catch (RuntimeException e) {
            // A start that fails half way leaves no port and no folder open.
            close(open);
            throw e;
        }
    }

    /** Where clients are pointed. */
    public URI endpoint() {
        return front.endpoint();
    }

    /** What the template made. */
    public Deployment deployment() {
        return deployment;
    }

    /** What was asked so far. */
    public RequestLog requests() {
        return front.requests();
    }

    /** The switches for what goes wrong. */
    public Faults faults() {
        return front.faults();
    }

    /** What was published to a topic of the template, oldest first. */
    public List<Notice> notices(String topicName) {
        return notices.published(notices.ensureTopic(topicName));
    }

    /** A function of the template by name or ARN, with the switch that kills it at work. */
    public FunctionHost function(String nameOrArn) {
        return lambda.function(nameOrArn);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // The hook is at work, or about to be; closing twice does nothing.
        }
        closeAll();
    }

    private synchronized void closeAll() {
        close(open);
    }

    private static void close(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("the local cloud did not stop: " + e.getMessage(), e);
            }
        }
    }

    private StateStore store(LocalCloudSettings settings, String service) {
        StateStore store = StateStore.open(settings.dir().resolve(service));
        open.addLast(store);
        return store;
    }

    private Queues queues(StateStore store, Clock clock) {
        Queues queues = new Queues(store, clock);
        deployment
                .queues()
                .forEach(queue -> queues.ensure(new QueueSettings(
                        queue.name(),
                        queue.visibilityTimeout(),
                        queue.delay(),
                        queue.redrive()
                                .map(redrive -> new QueueSettings.Redrive(
                                        redrive.deadLetterArn(), redrive.maxReceiveCount())))));
        return queues;
    }
}
