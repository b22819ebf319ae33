package dev.mayfly.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.JsonService;
import dev.mayfly.local.http.SdkJson;
import dev.mayfly.local.http.Validation;
import dev.mayfly.local.state.StateStore;
import dev.mayfly.local.template.Deployment;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.eventbridge.model.ListRulesRequest;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;

/** The default bus with the template's rules: events by pattern, ticks by rate, delivery at least once. */
public final class EventBridge extends JsonService implements EventBus, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventBridge.class);
    // Leaves a function that has three environments one for whoever waits for an answer.
    private static final int MOST_UNFINISHED = 2;

    private final EventEnvelope envelope;
    private final EventSettings settings;
    private final EventTargets targets;
    private final Clock clock;
    private final EventDelivery delivery;
    private final List<Matching> rules = new ArrayList<>();
    private final List<Deployment.Rule> declared;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "event-ticker");
        thread.setDaemon(true);
        return thread;
    });

    private record Matching(EventPattern pattern, List<Deployment.Target> targets) {}

    /** Reads the rules of a deployment; nothing ticks before {@link #start()}. */
    public EventBridge(
            StateStore store, Deployment deployment, EventTargets targets, EventSettings settings, Clock clock) {
        super("events", "1.1");
        this.envelope = new EventEnvelope(deployment.account(), deployment.region());
        this.settings = settings;
        this.targets = targets;
        this.clock = clock;
        this.declared = deployment.rules();
        for (Deployment.Rule rule : declared) {
            if (rule.trigger() instanceof Deployment.Trigger.Pattern pattern) {
                rules.add(new Matching(EventPattern.of(pattern.pattern()), rule.targets()));
            }
        }
        this.delivery = new EventDelivery(store, targets, settings);
        operation("PutEvents", PutEventsRequest::builder, this::putEvents);
        operation("ListRules", ListRulesRequest::builder, request -> listRules());
    }

    /** Starts the schedule rules; the first tick comes after one interval. */
    public void start() {
        for (Deployment.Rule rule : declared) {
            if (rule.trigger() instanceof Deployment.Trigger.Rate rate) {
                Duration interval = settings.tick().orElse(rate.interval());
                var unused = ticker.scheduleAtFixedRate(
                        () -> tick(rule), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public void put(String source, String detailType, List<String> resources, ObjectNode detail) {
        publish(envelope.of(source, detailType, clock.instant(), resources, detail));
    }

    private void publish(ObjectNode event) {
        for (Matching rule : rules) {
            if (rule.pattern().matches(event)) {
                rule.targets().forEach(target -> send(target, event));
            }
        }
    }

    private void tick(Deployment.Rule rule) {
        String arn = "arn:aws:events:" + envelope.region() + ":" + envelope.account() + ":rule/" + rule.name();
        ObjectNode event = envelope.of(
                "aws.events", "Scheduled Event", clock.instant(), List.of(arn), JsonNodeFactory.instance.objectNode());
        try {
            rule.targets().stream().filter(this::keepsUp).forEach(target -> send(target, event));
        } catch (RuntimeException e) {
            // An exception would silence every later tick.
            LOG.error("the rule {} could not tick", rule.name(), e);
        }
    }

    /** A shortened schedule leaves a tick out where the machine is too slow for it: ticks that pile up would occupy the function. */
    private boolean keepsUp(Deployment.Target target) {
        return settings.tick().isEmpty() || targets.unfinished(target.arn()) < MOST_UNFINISHED;
    }

    private void send(Deployment.Target target, JsonNode event) {
        byte[] payload = target.input()
                .map(input -> input.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> SdkJson.bytes(event));
        delivery.take(target.arn(), payload);
    }

    private PutEventsResponse putEvents(PutEventsRequest request) {
        Validation.of()
                .required("entries", request.entries())
                .atMost("entries", request.entries(), 10)
                .check();
        return PutEventsResponse.builder()
                .failedEntryCount(0)
                .entries(request.entries().stream().map(this::putEntry).toList())
                .build();
    }

    private PutEventsResultEntry putEntry(PutEventsRequestEntry entry) {
        if (entry.source() == null || entry.detailType() == null || entry.detail() == null) {
            throw new AwsError(400, "InvalidArgument", "Parameter Source, DetailType or Detail is missing.");
        }
        JsonNode detail = SdkJson.tree(entry.detail().getBytes(StandardCharsets.UTF_8));
        Instant time = Optional.ofNullable(entry.time()).orElse(clock.instant());
        ObjectNode event = envelope.of(entry.source(), entry.detailType(), time, entry.resources(), detail);
        publish(event);
        return PutEventsResultEntry.builder()
                .eventId(event.get("id").textValue())
                .build();
    }

    private ListRulesResponse listRules() {
        return ListRulesResponse.builder()
                .rules(declared.stream()
                        .map(rule -> Rule.builder()
                                .name(rule.name())
                                .state(RuleState.ENABLED)
                                .build())
                        .toList())
                .build();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        delivery.close();
    }
}
