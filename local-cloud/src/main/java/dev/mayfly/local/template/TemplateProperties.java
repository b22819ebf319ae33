package dev.mayfly.local.template;

import java.util.Set;

/** The properties that may stand in a template: those with a meaning here, and those that change nothing on one machine. */
final class TemplateProperties {
    static final Set<String> BUCKET = Set.of(
            "BucketName",
            "NotificationConfiguration",
            "PublicAccessBlockConfiguration",
            "BucketEncryption",
            "LifecycleConfiguration",
            "OwnershipControls",
            "VersioningConfiguration",
            "Tags");
    static final Set<String> QUEUE = Set.of(
            "QueueName",
            "VisibilityTimeout",
            "DelaySeconds",
            "MessageRetentionPeriod",
            "RedrivePolicy",
            "SqsManagedSseEnabled",
            "KmsMasterKeyId",
            "Tags");
    static final Set<String> TOPIC = Set.of("TopicName", "DisplayName", "KmsMasterKeyId", "Tags");
    static final Set<String> DATABASE = Set.of("CatalogId", "DatabaseInput");
    static final Set<String> GROUP = Set.of("Name", "Tags");
    static final Set<String> RULE =
            Set.of("Name", "Description", "EventPattern", "ScheduleExpression", "State", "Targets");
    static final Set<String> TARGET = Set.of("Id", "Arn", "Input");
    static final Set<String> FUNCTION = Set.of(
            "FunctionName",
            "Description",
            "Runtime",
            "Architectures",
            "Handler",
            "CodeUri",
            "Role",
            "MemorySize",
            "Timeout",
            "Environment",
            "EventInvokeConfig",
            "Events",
            "Tracing",
            "ReservedConcurrentExecutions",
            "LoggingConfig",
            "SnapStart",
            "AutoPublishAlias",
            "Tags");
    static final Set<String> QUEUE_EVENT = Set.of(
            "Queue",
            "BatchSize",
            "MaximumBatchingWindowInSeconds",
            "ScalingConfig",
            "FunctionResponseTypes",
            "Enabled");
    static final Set<String> RULE_EVENT = Set.of("RuleName", "Pattern", "Input", "State");
    static final Set<String> SCHEDULE_EVENT = Set.of("Name", "Description", "Schedule", "Input", "Enabled");

    private TemplateProperties() {}
}
