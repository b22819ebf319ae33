package dev.mayfly.job.store;

import java.net.URI;

/** Creates an object that nobody may have created before; of several writers, in any processes, exactly one is told that it did. */
public interface PutIfAbsent {
    /** What became of a put: this writer's bytes are there, or somebody else's are. */
    sealed interface Put {
        record Created() implements Put {}

        record Taken(byte[] there) implements Put {}
    }

    Put put(URI uri, byte[] body);

    /** Creates the object, or fails with its address if other bytes are there. */
    default void create(URI uri, byte[] body) {
        if (put(uri, body) instanceof Put.Taken) {
            throw new IllegalStateException(
                    "%s is already there with other content; an attempt writes it once".formatted(uri));
        }
    }
}
