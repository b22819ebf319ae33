package dev.mayfly.local.sqs;

import dev.mayfly.local.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** What SQS does with messages; batches hold one to ten entries with distinct ids. */
final class MessageOperations {
    private static final int LARGEST_BODY = 1024 * 1024;

    private final Queues queues;

    MessageOperations(Queues queues) {
        this.queues = queues;
    }

    static Queue queue(Queues queues, String url) {
        if (url == null) {
            throw new AwsError(400, "MissingParameter", "The request must contain the parameter QueueUrl.");
        }
        return queues.named(url.substring(url.lastIndexOf('/') + 1));
    }

    SendMessageResponse send(SendMessageRequest request) {
        refuseAttributes(request.messageAttributes());
        Queue queue = queue(queues, request.queueUrl());
        String id = send(queue, request.messageBody(), request.delaySeconds());
        return SendMessageResponse.builder()
                .messageId(id)
                .md5OfMessageBody(md5(request.messageBody()))
                .build();
    }

    SendMessageBatchResponse sendBatch(SendMessageBatchRequest request) {
        checkBatch(
                request.entries().stream().map(SendMessageBatchRequestEntry::id).toList());
        Queue queue = queue(queues, request.queueUrl());
        List<SendMessageBatchResultEntry> sent = new ArrayList<>();
        for (SendMessageBatchRequestEntry entry : request.entries()) {
            refuseAttributes(entry.messageAttributes());
            String id = send(queue, entry.messageBody(), entry.delaySeconds());
            sent.add(SendMessageBatchResultEntry.builder()
                    .id(entry.id())
                    .messageId(id)
                    .md5OfMessageBody(md5(entry.messageBody()))
                    .build());
        }
        return SendMessageBatchResponse.builder()
                .successful(sent)
                .failed(List.of())
                .build();
    }

    ReceiveMessageResponse receive(ReceiveMessageRequest request) {
        Queue queue = queue(queues, request.queueUrl());
        int most = within("MaxNumberOfMessages", request.maxNumberOfMessages(), 1, 1, 10);
        int wait = within("WaitTimeSeconds", request.waitTimeSeconds(), 0, 0, 20);
        int visible = within(
                "VisibilityTimeout",
                request.visibilityTimeout(),
                (int) queue.settings().visibilityTimeout().toSeconds(),
                0,
                43_200);
        return ReceiveMessageResponse.builder()
                .messages(queue.receive(most, Duration.ofSeconds(visible), Duration.ofSeconds(wait)).stream()
                        .map(message -> message(message, request))
                        .toList())
                .build();
    }

    DeleteMessageResponse delete(DeleteMessageRequest request) {
        queue(queues, request.queueUrl()).delete(receipt(request.receiptHandle()));
        return DeleteMessageResponse.builder().build();
    }

    DeleteMessageBatchResponse deleteBatch(DeleteMessageBatchRequest request) {
        checkBatch(request.entries().stream()
                .map(DeleteMessageBatchRequestEntry::id)
                .toList());
        Queue queue = queue(queues, request.queueUrl());
        request.entries().forEach(entry -> queue.delete(receipt(entry.receiptHandle())));
        return DeleteMessageBatchResponse.builder()
                .successful(request.entries().stream()
                        .map(entry -> DeleteMessageBatchResultEntry.builder()
                                .id(entry.id())
                                .build())
                        .toList())
                .failed(List.of())
                .build();
    }

    ChangeMessageVisibilityResponse changeVisibility(ChangeMessageVisibilityRequest request) {
        int seconds = within("VisibilityTimeout", request.visibilityTimeout(), 0, 0, 43_200);
        boolean changed = queue(queues, request.queueUrl())
                .changeVisibility(receipt(request.receiptHandle()), Duration.ofSeconds(seconds));
        if (!changed) {
            throw new AwsError(400, "MessageNotInflight", "The message referred to is not in flight.");
        }
        return ChangeMessageVisibilityResponse.builder().build();
    }

    ChangeMessageVisibilityBatchResponse changeVisibilityBatch(ChangeMessageVisibilityBatchRequest request) {
        checkBatch(request.entries().stream()
                .map(ChangeMessageVisibilityBatchRequestEntry::id)
                .toList());
        Queue queue = queue(queues, request.queueUrl());
        List<ChangeMessageVisibilityBatchResultEntry> changed = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
            int seconds = within("VisibilityTimeout", entry.visibilityTimeout(), 0, 0, 43_200);
            if (queue.changeVisibility(receipt(entry.receiptHandle()), Duration.ofSeconds(seconds))) {
                changed.add(ChangeMessageVisibilityBatchResultEntry.builder()
                        .id(entry.id())
                        .build());
            } else {
                failed.add(BatchResultErrorEntry.builder()
                        .id(entry.id())
                        .senderFault(true)
                        .code("MessageNotInflight")
                        .build());
            }
        }
        return ChangeMessageVisibilityBatchResponse.builder()
                .successful(changed)
                .failed(failed)
                .build();
    }

    private static String send(Queue queue, String body, Integer delay) {
        if (body == null || body.isEmpty()) {
            throw new AwsError(400, "MissingParameter", "The request must contain the parameter MessageBody.");
        }
        if (body.getBytes(StandardCharsets.UTF_8).length > LARGEST_BODY) {
            throw new AwsError(
                    400,
                    "InvalidParameterValue",
                    "One or more parameters are invalid. Reason: Message must be shorter than " + LARGEST_BODY
                            + " bytes.");
        }
        int seconds =
                within("DelaySeconds", delay, (int) queue.settings().delay().toSeconds(), 0, 900);
        return queue.send(body, Duration.ofSeconds(seconds));
    }

    @SuppressWarnings("deprecation") // AttributeNames is the older name, still sent by older clients
    private static Message message(QueuedMessage message, ReceiveMessageRequest request) {
        Map<MessageSystemAttributeName, String> attributes = new EnumMap<>(MessageSystemAttributeName.class);
        attributes.put(
                MessageSystemAttributeName.SENT_TIMESTAMP,
                String.valueOf(message.sentAt().toEpochMilli()));
        attributes.put(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, String.valueOf(message.received()));
        message.firstReceivedAt()
                .ifPresent(at -> attributes.put(
                        MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP,
                        String.valueOf(at.toEpochMilli())));
        Set<String> wanted = new HashSet<>(request.messageSystemAttributeNamesAsStrings());
        wanted.addAll(request.attributeNamesAsStrings());
        if (!wanted.contains("All")) {
            attributes.keySet().removeIf(name -> !wanted.contains(name.toString()));
        }
        return Message.builder()
                .messageId(message.id())
                .receiptHandle(message.receipt().orElseThrow())
                .body(message.body())
                .md5OfBody(md5(message.body()))
                .attributes(attributes)
                .build();
    }

    private static void checkBatch(List<String> ids) {
        if (ids.isEmpty()) {
            throw new AwsError(400, "EmptyBatchRequest", "There should be at least one entry in the request.");
        }
        if (ids.size() > 10) {
            throw new AwsError(
                    400,
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are 10. You have sent " + ids.size() + ".");
        }
        if (new HashSet<>(ids).size() < ids.size()) {
            throw new AwsError(400, "BatchEntryIdsNotDistinct", "Two or more batch entries have the same Id: " + ids);
        }
    }

    private static String receipt(String handle) {
        return Optional.ofNullable(handle)
                .orElseThrow(() ->
                        new AwsError(400, "MissingParameter", "The request must contain the parameter ReceiptHandle."));
    }

    private static int within(String parameter, Integer value, int otherwise, int least, int most) {
        int given = value == null ? otherwise : value;
        if (given < least || given > most) {
            throw new AwsError(
                    400,
                    "InvalidParameterValue",
                    "Value " + given + " for parameter " + parameter + " is invalid. Reason: Must be between " + least
                            + " and " + most + ", if provided.");
        }
        return given;
    }

    private static void refuseAttributes(Map<?, ?> attributes) {
        if (!attributes.isEmpty()) {
            throw new AwsError(
                    400, "UnsupportedOperation", "The embedded SQS does not keep message attributes; send a body.");
        }
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
