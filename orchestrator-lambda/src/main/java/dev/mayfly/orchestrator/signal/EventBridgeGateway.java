package dev.mayfly.orchestrator.signal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.orchestrator.notice.UndeliverableException;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** Events on the account's default bus, whose source says which deployment they are of. */
public final class EventBridgeGateway implements EventPublisher {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ENTRIES = 10;
    /**
     * What EventBridge says, of a call or of a single entry in an answer of 200, until a person has changed something; of an entry it
     * calls InternalFailure and ThrottlingException the only ones that may be otherwise a moment later.
     */
    private static final Set<String> DEFINITE = Set.of(
            "AccessDeniedException",
            "InvalidAccountIdException",
            "InvalidArgument",
            "MalformedDetail",
            "NotAuthorizedForDetailTypeException",
            "NotAuthorizedForSourceException",
            "RedactionFailure",
            "ResourceNotFoundException",
            "ValidationException");

    private final EventBridgeClient events;
    private final String source;

    @Inject
    public EventBridgeGateway(EventBridgeClient events, @Named("signalSource") String source) {
        this.events = events;
        this.source = source;
    }

    @Override
    public void published(Run run) {
        ObjectNode detail =
                JSON.createObjectNode().put("dataset", run.dataset()).put("runId", run.id());
        run.generation().ifPresent(made -> {
            detail.put("generation", made.runId());
            ObjectNode tables = detail.putObject("tables");
            made.tables()
                    .forEach((table, summary) -> tables.putObject(table)
                            .put("rows", summary.rows())
                            .put("partitions", summary.partitions()));
        });
        put(List.of(entry("Dataset Published", detail)));
    }

    @Override
    public void look(List<String> datasets) {
        List<PutEventsRequestEntry> entries = datasets.stream()
                .map(dataset -> entry("Dataset Look", JSON.createObjectNode().put("dataset", dataset)))
                .toList();
        for (int from = 0; from < entries.size(); from += MOST_ENTRIES) {
            put(entries.subList(from, Math.min(from + MOST_ENTRIES, entries.size())));
        }
    }

    private PutEventsRequestEntry entry(String type, ObjectNode detail) {
        return PutEventsRequestEntry.builder()
                .source(source)
                .detailType(type)
                .detail(detail.toString())
                .build();
    }

    private void put(List<PutEventsRequestEntry> entries) {
        PutEventsResponse answer;
        try {
            answer = events.putEvents(request -> request.entries(entries));
        } catch (EventBridgeException e) {
            // A proxy's answer has details without a code.
            if (e.awsErrorDetails() == null
                    || e.awsErrorDetails().errorCode() == null
                    || !DEFINITE.contains(e.awsErrorDetails().errorCode())) {
                throw e;
            }
            throw new UndeliverableException(
                    "EventBridge does not take events of %s: %s; let the function put them, or update the deployment"
                            .formatted(source, e.getMessage()),
                    e);
        }
        if (answer.failedEntryCount() == null || answer.failedEntryCount() == 0) {
            return;
        }
        List<PutEventsResultEntry> failed = answer.entries().stream()
                .filter(entry -> entry.errorCode() != null)
                .toList();
        String told = "EventBridge did not take %d of %d events: %s"
                .formatted(answer.failedEntryCount(), entries.size(), failed);
        if (!failed.isEmpty() && failed.stream().allMatch(entry -> DEFINITE.contains(entry.errorCode()))) {
            throw new UndeliverableException(told);
        }
        throw new IllegalStateException(told);
    }
}
