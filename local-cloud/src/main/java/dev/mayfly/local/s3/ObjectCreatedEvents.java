package dev.mayfly.local.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.local.events.EventBus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** "Object Created" in the shape that S3's documentation gives for EventBridge. */
final class ObjectCreatedEvents {
    private final EventBus bus;
    private final Clock clock;
    private final AtomicLong sequence = new AtomicLong();

    ObjectCreatedEvents(EventBus bus, Clock clock) {
        this.bus = bus;
        this.clock = clock;
    }

    void created(String bucket, String key, long size, String etag, String reason) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("version", "0");
        detail.putObject("bucket").put("name", bucket);
        detail.putObject("object")
                .put("key", key)
                .put("size", size)
                .put("etag", etag.replace("\"", ""))
                .put("sequencer", sequencer());
        detail.put("request-id", UUID.randomUUID().toString());
        detail.put("requester", "000000000000");
        detail.put("source-ip-address", "127.0.0.1");
        detail.put("reason", reason);
        bus.put("aws.s3", "Object Created", List.of("arn:aws:s3:::" + bucket), detail);
    }

    /** Grows with time, restarts included; two writes in one microsecond still differ. */
    private String sequencer() {
        Instant now = clock.instant();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        return "%018X".formatted(sequence.updateAndGet(last -> Math.max(last + 1, micros)));
    }
}
