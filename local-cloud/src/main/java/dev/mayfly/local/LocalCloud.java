package dev.mayfly.local;

import dev.mayfly.local.events.EventBridge;
import dev.mayfly.local.front.Faults;
import dev.mayfly.local.front.FrontPort;
import dev.mayfly.local.front.RequestLog;
import dev.mayfly.local.glue.GlueService;
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
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** The part of AWS that a run touches, deployed from the template, on one loopback port; started again on its folder it goes on where it was. */
public final class LocalCloud implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final FrontPort front;
    private final Deployment deployment;
    private final SnsService notices;

    private LocalCloud(LocalCloudSettings settings, Clock clock) {
        front = FrontPort.open(settings.port(), clock);
        open.push(front);
        deployment = Template.read(
                settings.template(),
                settings.parameters(),
                LocalCloudSettings.ACCOUNT,
                LocalCloudSettings.REGION,
                front.endpoint());
        Queues queues = queues(store(settings, "sqs"), clock);
        EventBridge events = new EventBridge(
                store(settings, "events"),
                deployment,
                new DeployedTargets(queues, (function, payload) -> {
                    throw new IllegalStateException("no function host yet for " + function);
                }),
                settings.events(),
                clock);
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
        SchedulerService scheduler = new SchedulerService(
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
        scheduler.start();
        events.start();
    }

    /** Starts everything; what stands in the template is there when this returns. */
    public static LocalCloud start(LocalCloudSettings settings) {
        return start(settings, Clock.systemUTC());
    }

    static LocalCloud start(LocalCloudSettings settings, Clock clock) {
        return new LocalCloud(settings, clock);
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

    @Override
    public void close() {
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
