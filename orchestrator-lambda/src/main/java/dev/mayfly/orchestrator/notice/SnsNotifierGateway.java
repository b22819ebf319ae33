package dev.mayfly.orchestrator.notice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.SnsException;

/**
 * Notices on an SNS topic: plain text for mail and everything else, and for HTTPS subscribers, chat clients among them,
 * the custom notification that Amazon Q Developer in chat applications takes.
 */
public final class SnsNotifierGateway implements Notifier {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What SNS says until a person has changed something; whatever else it says may be otherwise a moment later. */
    private static final Set<String> DEFINITE = Set.of(
            "AuthorizationError",
            "InvalidParameter",
            "InvalidSecurity",
            "KMSAccessDenied",
            "KMSDisabled",
            "KMSInvalidState",
            "KMSNotFound",
            "KMSOptInRequired",
            "NotFound",
            "ParameterValueInvalid");

    private final SnsClient sns;
    private final String topic;

    @Inject
    public SnsNotifierGateway(SnsClient sns, @Named("notices") String topic) {
        this.sns = sns;
        this.topic = topic;
    }

    @Override
    public void announce(Run run) {
        send(
                Notice.of(run),
                Map.of(
                        "dataset", text(run.dataset()),
                        "outcome", text(run.state().name())));
    }

    @Override
    public void orphanTerminated(String clusterId, String clusterName, String why) {
        send(Notice.ofOrphan(clusterId, clusterName, why), Map.of("outcome", text("REAPED")));
    }

    private void send(Notice notice, Map<String, MessageAttributeValue> about) {
        Map<String, MessageAttributeValue> attributes = new java.util.TreeMap<>(about);
        attributes.put("key", text(notice.key()));
        try {
            sns.publish(request -> request.topicArn(topic)
                    .subject(notice.subject())
                    .messageStructure("json")
                    .message(message(notice))
                    .messageAttributes(attributes));
        } catch (SnsException e) {
            // A proxy's answer has details without a code.
            if (e.awsErrorDetails() == null
                    || e.awsErrorDetails().errorCode() == null
                    || !DEFINITE.contains(e.awsErrorDetails().errorCode())) {
                throw e;
            }
            throw new UndeliverableException(
                    "the topic %s does not take the notice %s: %s; let the function publish to it, or update the deployment"
                            .formatted(topic, notice.key(), e.getMessage()),
                    e);
        }
    }

    private static String message(Notice notice) {
        ObjectNode chat = JSON.createObjectNode().put("version", "1.0").put("source", "custom");
        chat.putObject("content")
                .put("textType", "client-markdown")
                .put("title", notice.subject())
                .put("description", notice.text());
        chat.putObject("metadata").put("threadId", notice.key());
        return JSON.createObjectNode()
                .put("default", notice.text())
                .put("https", chat.toString())
                .toString();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
