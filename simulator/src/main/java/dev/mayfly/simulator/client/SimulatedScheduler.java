package dev.mayfly.simulator.client;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cause;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.fault.SimulatedCall;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;

/** EventBridge Scheduler as the function's client sees it; its one-time schedules call EMR without any code of ours. */
public class SimulatedScheduler implements SchedulerClient {
    private static final Pattern AT = Pattern.compile("at\\((.+)\\)");
    private static final Pattern CLUSTER = Pattern.compile("\"(j-[A-Za-z0-9]+)\"");
    private final Supplier<Account> account;

    public SimulatedScheduler(Supplier<Account> account) {
        this.account = account;
    }

    @Override
    public CreateScheduleResponse createSchedule(CreateScheduleRequest request) {
        Account world = account.get();
        return world.gate()
                .through(SimulatedCall.of(
                        new FaultPoint("scheduler.CreateSchedule", "deadline"),
                        request.name(),
                        () -> create(world, request),
                        () -> SchedulerException.builder()
                                .statusCode(429)
                                .message("Rate exceeded")
                                .awsErrorDetails(details("ThrottlingException"))
                                .build()));
    }

    private static CreateScheduleResponse create(Account world, CreateScheduleRequest request) {
        String name = request.groupName() + "/" + request.name();
        Matcher at = AT.matcher(request.scheduleExpression());
        Matcher cluster = CLUSTER.matcher(request.target().input());
        if (!at.matches() || !cluster.find()) {
            throw new IllegalStateException("not a one-time schedule for a cluster: %s %s"
                    .formatted(request.scheduleExpression(), request.target()));
        }
        String id = cluster.group(1);
        Runnable stop = () -> world.cluster(id).ifPresent(known -> known.terminate(Cause.SCHEDULE));
        if (world.schedules().putIfAbsent(name, stop) != null) {
            throw ConflictException.builder()
                    .statusCode(409)
                    .message("Schedule " + request.name() + " already exists.")
                    .awsErrorDetails(details("ConflictException"))
                    .build();
        }
        long when = LocalDateTime.parse(at.group(1)).toInstant(ZoneOffset.UTC).toEpochMilli();
        if (world.habits().schedulesFire()) {
            world.time().after(when - world.time().millis(), stop);
        }
        return CreateScheduleResponse.builder().scheduleArn("arn:" + name).build();
    }

    private static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder().errorCode(code).errorMessage(code).build();
    }

    @Override
    public String serviceName() {
        return "scheduler";
    }

    @Override
    public void close() {}
}
