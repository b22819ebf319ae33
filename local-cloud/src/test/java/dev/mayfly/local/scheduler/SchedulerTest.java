package dev.mayfly.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.local.MovableClock;
import dev.mayfly.local.http.AwsRequest;
import dev.mayfly.local.http.AwsResponse;
import dev.mayfly.local.http.HttpEndpoint;
import dev.mayfly.local.http.TestClients;
import dev.mayfly.local.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

class SchedulerTest {
    @TempDir
    private Path dir;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final BlockingQueue<AwsRequest> calls = new LinkedBlockingQueue<>();
    /** The statuses that EMR answers with, in their order; 200 after the last of them. */
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

    private StateStore store;
    private SchedulerService service;
    private HttpEndpoint front;
    private SchedulerClient scheduler;

    @BeforeEach
    void start() {
        store = StateStore.open(dir);
        service = new SchedulerService(store, this::emr, "000000000000", "us-east-1", clock);
        service.ensureGroup("deadlines");
        service.start();
        front = HttpEndpoint.open(0, Clock.systemUTC());
        front.serve(service);
        scheduler = TestClients.of(front.endpoint(), SchedulerClient.builder());
    }

    @AfterEach
    void stop() {
        scheduler.close();
        front.close();
        service.close();
        store.close();
    }

    private AwsResponse emr(String signingName, AwsRequest request) {
        Integer status = statuses.poll();
        calls.add(request);
        return new AwsResponse(status == null ? 200 : status, Map.of(), new byte[0]);
    }

    @Test
    void callsEmrWhenItsTimeHasComeAndIsGone() throws Exception {
        scheduler.createSchedule(schedule("one", "2026-11-23T10:45:00", "t1"));
        assertThat(scheduler
                        .getSchedule(r -> r.groupName("deadlines").name("one"))
                        .arn())
                .isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/deadlines/one");
        assertThat(scheduler.listSchedules(r -> r.groupName("deadlines")).schedules())
                .hasSize(1);
        assertThat(calls).isEmpty();
        statuses.add(500);
        clock.forward(Duration.ofMinutes(45));
        AwsRequest call = calls.poll(10, TimeUnit.SECONDS);
        assertThat(call.headers()).containsEntry("x-amz-target", "ElasticMapReduce.TerminateJobFlows");
        assertThat(new String(call.body(), StandardCharsets.UTF_8)).isEqualTo("{\"JobFlowIds\":[\"j-1\"]}");
        // The first call failed on the other side, so that another comes.
        assertThat(calls.poll(10, TimeUnit.SECONDS)).isNotNull();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!scheduler.listSchedules(r -> {}).schedules().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() ->
                        scheduler.getSchedule(r -> r.groupName("deadlines").name("one")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Schedule one does not exist.");
    }

    @Test
    void aScheduleThatFellDueWhileNobodyWasThereFiresAfterTheRestart() throws Exception {
        scheduler.createSchedule(schedule("one", "2026-11-23T10:45:00", "t1"));
        stop();
        clock.forward(Duration.ofHours(2));
        start();
        assertThat(calls.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void theSameNameIsTheSameScheduleOnlyWithTheSameToken() {
        CreateScheduleRequest one = schedule("one", "2026-11-23T10:45:00", "t1");
        assertThat(scheduler.createSchedule(one).scheduleArn())
                .isEqualTo(scheduler.createSchedule(one).scheduleArn());
        assertThatThrownBy(() -> scheduler.createSchedule(schedule("one", "2026-11-23T10:45:00", "t2")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Schedule one already exists.");
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> scheduler.createSchedule(schedule("a/b", "2026-11-23T10:45:00", "t")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> scheduler.createSchedule(schedule("one", "tomorrow", "t")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Invalid Schedule Expression at(tomorrow)");
        assertThatThrownBy(() -> scheduler.createSchedule(schedule("one", "2026-11-23T10:45:00", "t").toBuilder()
                        .groupName("none")
                        .build()))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Schedule group none does not exist.");
    }

    private static CreateScheduleRequest schedule(String name, String at, String token) {
        return CreateScheduleRequest.builder()
                .name(name)
                .groupName("deadlines")
                .clientToken(token)
                .scheduleExpression("at(" + at + ")")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .target(t -> t.arn("arn:aws:scheduler:::aws-sdk:emr:terminateJobFlows")
                        .roleArn("arn:aws:iam::000000000000:role/deadline")
                        .input("{\"JobFlowIds\":[\"j-1\"]}"))
                .build();
    }
}
