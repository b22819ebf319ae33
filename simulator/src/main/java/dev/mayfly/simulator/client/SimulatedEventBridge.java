package dev.mayfly.simulator.client;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.fault.SimulatedCall;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** EventBridge as the function's client sees it: a call succeeds as a whole while single entries fail. */
public class SimulatedEventBridge implements EventBridgeClient {
    private final Supplier<Account> account;

    public SimulatedEventBridge(Supplier<Account> account) {
        this.account = account;
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
        Account world = account.get();
        List<PutEventsRequestEntry> entries = request.entries();
        String type = entries.get(0).detailType();
        return world.gate()
                .through(SimulatedCall.answering(
                                new FaultPoint("events.PutEvents", type),
                                entries.get(0).detail(),
                                () -> {
                                    entries.forEach(entry ->
                                            world.eventPut(entry.source(), entry.detailType(), entry.detail()));
                                    return PutEventsResponse.builder()
                                            .failedEntryCount(0)
                                            .build();
                                },
                                () -> PutEventsResponse.builder()
                                        .failedEntryCount(entries.size())
                                        .entries(entries.stream()
                                                .map(entry -> PutEventsResultEntry.builder()
                                                        .errorCode("ThrottlingException")
                                                        .errorMessage("Rate exceeded")
                                                        .build())
                                                .toList())
                                        .build())
                        .withDenial(() -> world.checkers()
                                .forEach(checker -> entries.forEach(entry ->
                                        checker.eventDenied(entry.source(), entry.detailType(), entry.detail())))));
    }

    @Override
    public String serviceName() {
        return "events";
    }

    @Override
    public void close() {}
}
