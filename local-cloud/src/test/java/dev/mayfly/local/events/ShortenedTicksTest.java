package dev.mayfly.local.events;

import static dev.mayfly.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.local.state.StateStore;
import dev.mayfly.local.template.Deployment;
import dev.mayfly.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortenedTicksTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    /** A target that finishes nothing until it is told to. */
    private static final class SlowTarget implements EventTargets {
        final AtomicInteger delivered = new AtomicInteger();
        final AtomicInteger finished = new AtomicInteger();

        @Override
        public void deliver(String arn, byte[] payload) {
            delivered.incrementAndGet();
        }

        @Override
        public int unfinished(String arn) {
            return delivered.get() - finished.get();
        }
    }

    @Test
    void ticksDoNotPileUpBeforeATargetThatIsSlowerThanTheyAre() {
        Deployment deployment = Template.read(
                Path.of("src/test/resources/template.yaml"),
                Map.of(),
                "000000000000",
                "us-east-1",
                URI.create("http://127.0.0.1:1"));
        SlowTarget target = new SlowTarget();
        EventSettings quick = new EventSettings(1, 0, Duration.ZERO, Optional.of(TICK));
        try (StateStore store = StateStore.open(folder);
                EventBridge bridge = new EventBridge(store, deployment, target, quick, Clock.systemUTC())) {
            bridge.start();
            for (int finished = 0; finished < 4; finished++) {
                target.finished.set(finished);
                int most = finished + 2;
                eventually(SOON, () -> assertThat(target.delivered.get()).isGreaterThanOrEqualTo(most));
                // One that was on its way when the last was counted may still come.
                eventuallyStays(target.delivered, most + 1);
            }
        }
    }

    private static void eventuallyStays(AtomicInteger delivered, int most) {
        long end = System.nanoTime() + TICK.multipliedBy(10).toNanos();
        while (System.nanoTime() < end) {
            assertThat(delivered.get()).isLessThanOrEqualTo(most);
            Thread.onSpinWait();
        }
    }
}
