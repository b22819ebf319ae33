package dev.mayfly.local;

import dev.mayfly.local.events.EventTargets;
import dev.mayfly.local.events.FunctionInvoker;
import dev.mayfly.local.sqs.Queues;
import java.nio.charset.StandardCharsets;

/** Rules lead to queues and functions. */
record DeployedTargets(Queues queues, FunctionInvoker functions) implements EventTargets {
    @Override
    public int unfinished(String arn) {
        return arn.startsWith("arn:aws:lambda:") ? functions.unfinished(arn) : 0;
    }

    @Override
    public void deliver(String arn, byte[] payload) {
        if (arn.startsWith("arn:aws:sqs:")) {
            queues.send(arn, new String(payload, StandardCharsets.UTF_8));
        } else if (arn.startsWith("arn:aws:lambda:")) {
            functions.invokeAsync(arn, payload);
        } else {
            throw new IllegalArgumentException(
                    "the embedded cloud delivers events to queues and functions, not to " + arn);
        }
    }
}
