package dev.mayfly.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.local.MovableClock;
import dev.mayfly.local.state.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueTest {
    private static final Duration VISIBILITY = Duration.ofSeconds(30);

    @TempDir
    private Path dir;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T00:00:00Z"));

    @Test
    void aMessageComesBackUntilItIsDeletedOrDead() {
        try (StateStore store = StateStore.open(dir)) {
            Queues queues = queues(store);
            queues.send("arn:aws:sqs:us-east-1:000000000000:work", "job");
            Queue work = queues.named("work");
            assertThat(receive(work))
                    .singleElement()
                    .satisfies(m -> assertThat(m.received()).isEqualTo(1));
            assertThat(receive(work)).isEmpty();
            clock.forward(VISIBILITY);
            assertThat(receive(work))
                    .singleElement()
                    .satisfies(m -> assertThat(m.received()).isEqualTo(2));
            clock.forward(VISIBILITY);
            assertThat(receive(work)).isEmpty();
            assertThat(receive(queues.named("dead")))
                    .singleElement()
                    .satisfies(m -> assertThat(m.body()).isEqualTo("job"));
        }
    }

    @Test
    void anOldReceiptDeletesNothing() {
        try (StateStore store = StateStore.open(dir)) {
            Queues queues = queues(store);
            Queue work = queues.named("work");
            work.send("job", Duration.ZERO);
            String old = receive(work).get(0).receipt().orElseThrow();
            clock.forward(VISIBILITY);
            String now = receive(work).get(0).receipt().orElseThrow();
            work.delete(old);
            assertThat(work.invisible()).isEqualTo(1);
            work.delete(now);
            assertThat(work.invisible()).isZero();
        }
    }

    @Test
    void whatIsInFlightIsStillInFlightAfterARestart() {
        try (StateStore store = StateStore.open(dir)) {
            Queue work = queues(store).named("work");
            work.send("one", Duration.ZERO);
            work.send("two", Duration.ZERO);
            assertThat(work.receive(1, VISIBILITY, Duration.ZERO)).hasSize(1);
        }
        try (StateStore store = StateStore.open(dir)) {
            Queue work = new Queues(store, clock).named("work");
            assertThat(work.visible()).isEqualTo(1);
            assertThat(work.invisible()).isEqualTo(1);
            assertThat(receive(work))
                    .singleElement()
                    .satisfies(m -> assertThat(m.body()).isEqualTo("two"));
        }
    }

    private Queues queues(StateStore store) {
        Queues queues = new Queues(store, clock);
        queues.ensure(new QueueSettings("dead", VISIBILITY, Duration.ZERO, Optional.empty()));
        queues.ensure(new QueueSettings(
                "work",
                VISIBILITY,
                Duration.ZERO,
                Optional.of(new QueueSettings.Redrive("arn:aws:sqs:us-east-1:000000000000:dead", 2))));
        return queues;
    }

    private static List<QueuedMessage> receive(Queue queue) {
        return queue.receive(10, VISIBILITY, Duration.ZERO);
    }
}
