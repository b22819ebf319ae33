package dev.mayfly.local.scheduler;

import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.Validation;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/** What a new schedule must have, by the service's model. */
final class ScheduleChecks {
    private ScheduleChecks() {}

    static void check(CreateScheduleRequest request) {
        Validation.of()
                .required("name", request.name())
                .required("scheduleExpression", request.scheduleExpression())
                .required("flexibleTimeWindow", request.flexibleTimeWindow())
                .required("target", request.target())
                .length("name", request.name(), 1, 64)
                .check();
        Validation.of()
                .required("target.arn", request.target().arn())
                .required("target.roleArn", request.target().roleArn())
                .required(
                        "flexibleTimeWindow.mode", request.flexibleTimeWindow().mode())
                .check();
        if (!request.name().matches("[0-9a-zA-Z-_.]+")) {
            throw new AwsError(
                    400,
                    "ValidationException",
                    "1 validation error detected: Value '" + request.name()
                            + "' at 'name' failed to satisfy constraint:"
                            + " Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$");
        }
        if (request.flexibleTimeWindow().mode() != FlexibleTimeWindowMode.OFF) {
            throw new AwsError(400, "ValidationException", "The embedded cloud fires on time: give the mode OFF.");
        }
        ScheduleTime.of(request.scheduleExpression(), request.scheduleExpressionTimezone());
        UniversalTarget.check(request.target().arn());
    }
}
