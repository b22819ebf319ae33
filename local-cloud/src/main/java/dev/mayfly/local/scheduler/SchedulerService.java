package dev.mayfly.local.scheduler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.AwsRequest;
import dev.mayfly.local.http.AwsResponse;
import dev.mayfly.local.http.AwsService;
import dev.mayfly.local.http.FormParameters;
import dev.mayfly.local.http.SdkJson;
import dev.mayfly.local.state.StateStore;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleGroupResponse;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ListScheduleGroupsResponse;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupSummary;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

/** EventBridge Scheduler's one-time schedules, over its REST protocol. */
public final class SchedulerService implements AwsService, AutoCloseable {
    private static final long LOOK_MILLIS = 200;

    private final Schedules schedules;
    private final String place;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "scheduler");
        thread.setDaemon(true);
        return thread;
    });

    /** {@code services} is called with a signing name and a request when a schedule is due. */
    public SchedulerService(
            StateStore store,
            BiFunction<String, AwsRequest, AwsResponse> services,
            String account,
            String region,
            Clock clock) {
        place = "arn:aws:scheduler:" + region + ":" + account + ":";
        schedules = new Schedules(store, new UniversalTarget(services), place, clock);
    }

    /** Makes a group unless it is there. */
    public void ensureGroup(String name) {
        schedules.ensureGroup(name);
    }

    /** Begins to fire what is due, what fell due in the meantime first. */
    public void start() {
        var unused = ticker.scheduleWithFixedDelay(schedules::fire, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public String signingName() {
        return "scheduler";
    }

    @Override
    public AwsResponse handle(AwsRequest request) {
        try {
            return new AwsResponse(200, Map.of("content-type", "application/json"), SdkJson.write(answer(request)));
        } catch (AwsError e) {
            return new AwsResponse(
                    e.status(),
                    Map.of("content-type", "application/json", "x-amzn-errortype", e.code()),
                    SdkJson.bytes(JsonNodeFactory.instance.objectNode().put("Message", e.getMessage())));
        }
    }

    private SdkPojo answer(AwsRequest request) {
        List<String> path = List.of(request.path().substring(1).split("/", -1));
        String resource = request.method() + " " + path.get(0) + (path.size() > 1 ? "/name" : "");
        String name = path.size() > 1 ? URLDecoder.decode(path.get(1), StandardCharsets.UTF_8) : "";
        Map<String, String> query = FormParameters.parse(request.query());
        String group = query.getOrDefault("groupName", Schedules.DEFAULT_GROUP);
        return switch (resource) {
            case "POST schedules/name" -> create(SdkJson.read(request.body(), CreateScheduleRequest.builder()), name);
            case "GET schedules/name" -> schedules.find(group, name);
            case "DELETE schedules/name" -> {
                schedules.delete(group, name);
                yield DeleteScheduleResponse.builder().build();
            }
            case "GET schedules" -> list(Optional.ofNullable(query.get("ScheduleGroup")));
            case "POST schedule-groups/name" -> createGroup(name);
            case "GET schedule-groups" -> listGroups();
            default ->
                throw new AwsError(
                        404, "UnknownOperationException", "the embedded scheduler does not know " + resource);
        };
    }

    private SdkPojo create(CreateScheduleRequest request, String name) {
        String arn = schedules.create(request.toBuilder().name(name).build());
        return CreateScheduleResponse.builder().scheduleArn(arn).build();
    }

    private SdkPojo createGroup(String name) {
        if (schedules.groups().contains(name)) {
            throw new AwsError(409, "ConflictException", "Schedule group " + name + " already exists.");
        }
        return CreateScheduleGroupResponse.builder()
                .scheduleGroupArn(schedules.ensureGroup(name))
                .build();
    }

    private SdkPojo list(Optional<String> group) {
        return ListSchedulesResponse.builder()
                .schedules(schedules.all(group).stream()
                        .map(SchedulerService::summary)
                        .toList())
                .build();
    }

    private SdkPojo listGroups() {
        return ListScheduleGroupsResponse.builder()
                .scheduleGroups(schedules.groups().stream()
                        .map(name -> ScheduleGroupSummary.builder()
                                .name(name)
                                .arn(place + "schedule-group/" + name)
                                .state("ACTIVE")
                                .build())
                        .toList())
                .build();
    }

    private static ScheduleSummary summary(GetScheduleResponse schedule) {
        return ScheduleSummary.builder()
                .name(schedule.name())
                .groupName(schedule.groupName())
                .arn(schedule.arn())
                .state(schedule.state())
                .creationDate(schedule.creationDate())
                .target(target -> target.arn(schedule.target().arn()))
                .build();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
