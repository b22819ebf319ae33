package dev.mayfly.orchestrator.notice;

import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Notices on an SNS topic; the attribute {@code key} is the same when a notice is sent twice. */
public final class SnsNotifierGateway implements Notifier {
    private final SnsClient sns;
    private final String topic;

    @Inject
    public SnsNotifierGateway(SnsClient sns, @Named("notices") String topic) {
        this.sns = sns;
        this.topic = topic;
    }

    @Override
    public void announce(Run run) {
        Notice notice = Notice.of(run);
        Map<String, MessageAttributeValue> attributes = Map.of(
                "key",
                text(run.id() + "/" + run.state().name()),
                "dataset",
                text(run.dataset()),
                "outcome",
                text(run.state().name()));
        sns.publish(request -> request.topicArn(topic)
                .subject(notice.subject())
                .message(notice.text())
                .messageAttributes(attributes));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
