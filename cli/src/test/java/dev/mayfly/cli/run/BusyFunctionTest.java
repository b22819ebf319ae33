package dev.mayfly.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.local.http.AwsRequest;
import dev.mayfly.local.http.AwsResponse;
import dev.mayfly.local.http.AwsService;
import dev.mayfly.local.http.HttpEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real client before a function whose environments are all occupied, or that is slow. */
@Timeout(60)
class BusyFunctionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final HttpEndpoint front = HttpEndpoint.open(0, Clock.systemUTC());
    private final Orchestrator orchestrator = new Orchestrator(Clients.of(front.endpoint()), "mayfly-orchestrator");

    @AfterEach
    void close() {
        orchestrator.close();
        front.close();
    }

    /** Lambda's answers: 429 so many times, then the function's own after a while. */
    private static final class Lambda implements AwsService {
        final AtomicInteger asked = new AtomicInteger();
        private final int refusals;
        private final Duration takes;

        Lambda(int refusals, Duration takes) {
            this.refusals = refusals;
            this.takes = takes;
        }

        @Override
        public String signingName() {
            return "lambda";
        }

        @Override
        public AwsResponse handle(AwsRequest request) {
            if (asked.incrementAndGet() <= refusals) {
                return new AwsResponse(
                        429,
                        Map.of("content-type", "application/json", "x-amzn-errortype", "TooManyRequestsException"),
                        "{\"Type\":\"User\",\"Message\":\"Rate Exceeded.\"}".getBytes(UTF_8));
            }
            try {
                var unused = new CountDownLatch(1).await(takes.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new AwsResponse(
                    200, Map.of("content-type", "application/json"), "{\"ok\":true,\"run\":{}}".getBytes(UTF_8));
        }
    }

    @Test
    void aCallWaitsUntilItIsTaken() {
        Lambda busy = new Lambda(20, Duration.ZERO);
        front.serve(busy);
        assertThat(orchestrator
                        .ask(Orchestrator.command("status"), PATIENCE)
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(busy.asked).hasValue(21);
    }

    @Test
    void aCallThatIsNeverTakenEndsWithThePatienceAndSaysThatItDidNothing() {
        front.serve(new Lambda(Integer.MAX_VALUE, Duration.ZERO));
        assertThatThrownBy(() -> orchestrator.ask(Orchestrator.command("run"), Duration.ofSeconds(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "The function mayfly-orchestrator did not answer within 2 seconds: Lambda refused")
                .hasMessageContaining("as too many at once")
                .hasMessageEndingWith("repeat the command.");
    }

    @Test
    void anAnswerThatTakesLongIsAwaitedAndAskedForOnce() {
        Lambda slow = new Lambda(0, Duration.ofSeconds(3));
        front.serve(slow);
        assertThat(orchestrator
                        .ask(Orchestrator.command("status"), PATIENCE)
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(slow.asked).hasValue(1);
    }

    @Test
    void anAnswerThatDoesNotComeMayStillBeDone() {
        front.serve(new Lambda(0, Duration.ofSeconds(3)));
        assertThatThrownBy(() -> orchestrator.ask(Orchestrator.command("run"), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not answer within 1 seconds: this call may still be done");
    }
}
