package dev.mayfly.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Where the services say what happened; the default EventBridge bus takes it from there, at least once and in no order. */
public interface EventBus {
    /** Takes one event; {@code detail} has the shape that EventBridge's documentation gives for this source and detail type. */
    void put(String source, String detailType, List<String> resources, ObjectNode detail);
}
