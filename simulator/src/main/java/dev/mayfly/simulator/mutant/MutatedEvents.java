package dev.mayfly.simulator.mutant;

import dev.mayfly.simulator.client.SimulatedEventBridge;
import dev.mayfly.simulator.client.SimulatedSns;
import dev.mayfly.simulator.cloud.Account;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Ways to be careless with what others are told: it is said once, and whether it was heard is not looked at. */
final class MutatedEvents {
    /** A notice that could not be sent is not sent again. */
    static final class NoticesOnce extends SimulatedSns {
        NoticesOnce(Supplier<Account> account) {
            super(account);
        }

        @Override
        public PublishResponse publish(PublishRequest request) {
            try {
                return super.publish(request);
            } catch (RuntimeException e) {
                return PublishResponse.builder().messageId("lost").build();
            }
        }
    }

    /** An event that could not be put on the bus is not put there again; looks have a tick after them, and go on as usual. */
    static final class EventsOnce extends SimulatedEventBridge {
        EventsOnce(Supplier<Account> account) {
            super(account);
        }

        @Override
        public PutEventsResponse putEvents(PutEventsRequest request) {
            try {
                return super.putEvents(request).toBuilder().failedEntryCount(0).build();
            } catch (RuntimeException e) {
                return PutEventsResponse.builder().failedEntryCount(0).build();
            }
        }
    }

    private MutatedEvents() {}
}
