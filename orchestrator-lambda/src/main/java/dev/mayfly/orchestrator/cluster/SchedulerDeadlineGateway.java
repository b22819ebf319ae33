package dev.mayfly.orchestrator.cluster;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/** One-time schedules of EventBridge Scheduler, whose target is EMR's own TerminateJobFlows. */
public final class SchedulerDeadlineGateway implements DeadlineGateway {
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 64;
    private final SchedulerClient scheduler;
    private final String group;
    private final String role;

    @Inject
    public SchedulerDeadlineGateway(
            SchedulerClient scheduler, @Named("deadlineGroup") String group, @Named("deadlineRole") String role) {
        this.scheduler = scheduler;
        this.group = group;
        this.role = role;
    }

    @Override
    public void terminateAt(String name, String clusterId, Instant deadline) {
        try {
            scheduler.createSchedule(request -> request.name(name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                    .groupName(group)
                    .scheduleExpression(
                            "at(" + AT.format(deadline.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS)) + ")")
                    .scheduleExpressionTimezone("UTC")
                    .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                    .actionAfterCompletion(ActionAfterCompletion.DELETE)
                    .target(target -> target.arn("arn:aws:scheduler:::aws-sdk:emr:terminateJobFlows")
                            .roleArn(role)
                            .input("{\"JobFlowIds\":[\"" + clusterId + "\"]}")));
        } catch (ConflictException e) {
            // An earlier look made it; its name says for which attempt.
            return;
        }
    }
}
