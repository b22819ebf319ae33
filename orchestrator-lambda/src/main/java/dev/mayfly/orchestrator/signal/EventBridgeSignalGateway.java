package dev.mayfly.orchestrator.signal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Events on the account's default bus, whose source says which deployment they are of. */
public final class EventBridgeSignalGateway implements Signals {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ENTRIES = 10;
    private final EventBridgeClient events;
    private final String source;

    @Inject
    public EventBridgeSignalGateway(EventBridgeClient events, @Named("signalSource") String source) {
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
        var answer = events.putEvents(request -> request.entries(entries));
        if (answer.failedEntryCount() != null && answer.failedEntryCount() > 0) {
            throw new IllegalStateException("EventBridge did not take %d of %d events: %s"
                    .formatted(answer.failedEntryCount(), entries.size(), answer.entries()));
        }
    }
}
