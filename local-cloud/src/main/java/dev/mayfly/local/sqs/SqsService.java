package dev.mayfly.local.sqs;

import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.AwsResponse;
import dev.mayfly.local.http.JsonService;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.PurgeQueueResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** SQS's standard queues over AWS JSON 1.0. */
public final class SqsService extends JsonService {
    private final Queues queues;
    private final URI endpoint;
    private final String account;
    private final String region;

    /** Queue URLs point at {@code endpoint}. */
    public SqsService(Queues queues, URI endpoint, String account, String region) {
        super("sqs", "1.0");
        this.queues = queues;
        this.endpoint = endpoint;
        this.account = account;
        this.region = region;
        operation("CreateQueue", CreateQueueRequest::builder, this::create);
        operation("GetQueueUrl", GetQueueUrlRequest::builder, this::url);
        operation("ListQueues", ListQueuesRequest::builder, this::list);
        operation("GetQueueAttributes", GetQueueAttributesRequest::builder, this::attributes);
        operation("PurgeQueue", PurgeQueueRequest::builder, this::purge);
        MessageOperations messages = new MessageOperations(queues);
        operation("SendMessage", SendMessageRequest::builder, messages::send);
        operation("SendMessageBatch", SendMessageBatchRequest::builder, messages::sendBatch);
        operation("ReceiveMessage", ReceiveMessageRequest::builder, messages::receive);
        operation("DeleteMessage", DeleteMessageRequest::builder, messages::delete);
        operation("DeleteMessageBatch", DeleteMessageBatchRequest::builder, messages::deleteBatch);
        operation("ChangeMessageVisibility", ChangeMessageVisibilityRequest::builder, messages::changeVisibility);
        operation(
                "ChangeMessageVisibilityBatch",
                ChangeMessageVisibilityBatchRequest::builder,
                messages::changeVisibilityBatch);
    }

    /** Clients of the older query protocol look for the old name of an error in a header. */
    @Override
    protected AwsResponse refusal(AwsError error) {
        AwsResponse response = super.refusal(error);
        Map<String, String> headers = new HashMap<>(response.headers());
        String old =
                error.code().equals("QueueDoesNotExist") ? "AWS.SimpleQueueService.NonExistentQueue" : error.code();
        headers.put("x-amzn-query-error", old + ";Sender");
        return new AwsResponse(response.status(), headers, response.body());
    }

    private CreateQueueResponse create(CreateQueueRequest request) {
        QueueSettings settings = QueueAttributes.settings(request.queueName(), request.attributesAsStrings());
        if (queues.has(settings.name())
                && !queues.named(settings.name()).settings().equals(settings)) {
            throw new AwsError(
                    400,
                    "QueueNameExists",
                    "A queue already exists with the same name and a different value for an attribute");
        }
        if (!queues.has(settings.name())) {
            queues.ensure(settings);
        }
        return CreateQueueResponse.builder().queueUrl(url(settings.name())).build();
    }

    private GetQueueUrlResponse url(GetQueueUrlRequest request) {
        String name = Optional.ofNullable(request.queueName())
                .orElseThrow(() ->
                        new AwsError(400, "MissingParameter", "The request must contain the parameter QueueName."));
        return GetQueueUrlResponse.builder()
                .queueUrl(url(queues.named(name).settings().name()))
                .build();
    }

    private ListQueuesResponse list(ListQueuesRequest request) {
        String prefix = Optional.ofNullable(request.queueNamePrefix()).orElse("");
        List<String> urls = queues.names().stream()
                .filter(name -> name.startsWith(prefix))
                .map(this::url)
                .toList();
        return ListQueuesResponse.builder().queueUrls(urls).build();
    }

    private GetQueueAttributesResponse attributes(GetQueueAttributesRequest request) {
        Queue queue = MessageOperations.queue(queues, request.queueUrl());
        Map<QueueAttributeName, String> all = QueueAttributes.of(
                queue,
                "arn:aws:sqs:" + region + ":" + account + ":" + queue.settings().name());
        if (!request.attributeNames().contains(QueueAttributeName.ALL)) {
            all.keySet().retainAll(request.attributeNames());
        }
        return GetQueueAttributesResponse.builder().attributes(all).build();
    }

    private PurgeQueueResponse purge(PurgeQueueRequest request) {
        MessageOperations.queue(queues, request.queueUrl()).purge();
        return PurgeQueueResponse.builder().build();
    }

    private String url(String name) {
        return endpoint + "/" + account + "/" + name;
    }
}
