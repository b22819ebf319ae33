package dev.mayfly.local.scheduler;

import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.AwsResponse;
import dev.mayfly.local.http.SdkJson;
import dev.mayfly.local.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;

/** One-time schedules in their groups, kept over restarts; each fires once its time has come, even if nobody was there then. */
final class Schedules {
    static final String DEFAULT_GROUP = "default";

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private final StateStore store;
    private final Map<String, String> schedules;
    private final Map<String, String> tokens;
    private final Map<String, String> fired;
    private final Map<String, String> groups;
    private final UniversalTarget target;
    private final String place;
    private final Clock clock;

    Schedules(StateStore store, UniversalTarget target, String place, Clock clock) {
        this.store = store;
        this.schedules = store.map("schedules");
        this.tokens = store.map("tokens");
        this.fired = store.map("fired");
        this.groups = store.map("groups");
        this.target = target;
        this.place = place;
        this.clock = clock;
        ensureGroup(DEFAULT_GROUP);
    }

    synchronized String ensureGroup(String name) {
        groups.putIfAbsent(name, clock.instant().toString());
        store.commit();
        return place + "schedule-group/" + name;
    }

    synchronized List<String> groups() {
        return List.copyOf(groups.keySet());
    }

    /** The same name and token again is the same request; the same name with another token is a conflict. */
    synchronized String create(CreateScheduleRequest request) {
        ScheduleChecks.check(request);
        String group = Optional.ofNullable(request.groupName()).orElse(DEFAULT_GROUP);
        if (!groups.containsKey(group)) {
            throw new AwsError(404, "ResourceNotFoundException", "Schedule group " + group + " does not exist.");
        }
        String key = key(group, request.name());
        String arn = place + "schedule/" + key;
        String token = Optional.ofNullable(request.clientToken()).orElse("");
        if (schedules.containsKey(key) && (token.isEmpty() || !token.equals(tokens.get(key)))) {
            throw new AwsError(409, "ConflictException", "Schedule " + request.name() + " already exists.");
        }
        if (!schedules.containsKey(key)) {
            schedules.put(key, new String(SdkJson.write(schedule(request, group, arn)), StandardCharsets.UTF_8));
            tokens.put(key, token);
            store.commit();
        }
        return arn;
    }

    synchronized GetScheduleResponse find(String group, String name) {
        String json = schedules.get(key(group, name));
        if (json == null) {
            throw new AwsError(404, "ResourceNotFoundException", "Schedule " + name + " does not exist.");
        }
        return read(json);
    }

    synchronized void delete(String group, String name) {
        find(group, name);
        List.of(schedules, tokens, fired).forEach(map -> map.remove(key(group, name)));
        store.commit();
    }

    synchronized List<GetScheduleResponse> all(Optional<String> group) {
        return store.values("schedules", group.map(name -> key(name, "")).orElse("")).stream()
                .map(Schedules::read)
                .toList();
    }

    /** Calls the targets whose time has come, without holding up those who ask; what fails is tried again the next time. */
    void fire() {
        Instant now = clock.instant();
        for (GetScheduleResponse schedule : all(Optional.empty())) {
            Instant time = ScheduleTime.of(schedule.scheduleExpression(), schedule.scheduleExpressionTimezone());
            boolean waiting = schedule.state() == ScheduleState.ENABLED
                    && !fired.containsKey(key(schedule.groupName(), schedule.name()));
            if (waiting && !time.isAfter(now) && call(schedule)) {
                complete(schedule);
            }
        }
    }

    private synchronized void complete(GetScheduleResponse schedule) {
        String key = key(schedule.groupName(), schedule.name());
        if (!schedules.containsKey(key)) {
            return;
        }
        if (schedule.actionAfterCompletion() == ActionAfterCompletion.DELETE) {
            delete(schedule.groupName(), schedule.name());
        } else {
            fired.put(key, clock.instant().toString());
            store.commit();
        }
    }

    private boolean call(GetScheduleResponse schedule) {
        try {
            AwsResponse response =
                    target.invoke(schedule.target().arn(), schedule.target().input());
            if (response.status() < 500) {
                return true;
            }
            LOG.warn("the schedule {} got a {} and tries again", schedule.name(), response.status());
        } catch (RuntimeException e) {
            LOG.warn("the schedule {} failed and tries again: {}", schedule.name(), e.toString());
        }
        return false;
    }

    private GetScheduleResponse schedule(CreateScheduleRequest request, String group, String arn) {
        return SdkJson.read(SdkJson.writeTree(request), GetScheduleResponse.builder()).toBuilder()
                .name(request.name())
                .groupName(group)
                .arn(arn)
                .state(request.state() == null ? ScheduleState.ENABLED : request.state())
                .creationDate(clock.instant())
                .lastModificationDate(clock.instant())
                .build();
    }

    private static GetScheduleResponse read(String json) {
        return SdkJson.read(json.getBytes(StandardCharsets.UTF_8), GetScheduleResponse.builder());
    }

    private static String key(String group, String name) {
        return group + "/" + name;
    }
}
