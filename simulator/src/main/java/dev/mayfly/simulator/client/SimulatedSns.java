package dev.mayfly.simulator.client;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Notice;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.fault.SimulatedCall;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SnsException;

/** SNS as the function's client sees it. */
public class SimulatedSns implements SnsClient {
    private final Supplier<Account> account;

    public SimulatedSns(Supplier<Account> account) {
        this.account = account;
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        Account world = account.get();
        MessageAttributeValue key = request.messageAttributes().get("key");
        MessageAttributeValue dataset = request.messageAttributes().get("dataset");
        Notice notice = new Notice(
                request.topicArn().substring(request.topicArn().lastIndexOf(':') + 1),
                dataset == null ? "" : dataset.stringValue(),
                key == null ? "" : key.stringValue(),
                request.message());
        return world.gate()
                .through(SimulatedCall.of(
                                new FaultPoint("sns.Publish", "notice"),
                                notice.key(),
                                () -> {
                                    world.checkers().forEach(checker -> checker.noticed(notice));
                                    world.trace().note(world.time().elapsed(), "notice", notice::text);
                                    return PublishResponse.builder()
                                            .messageId("message")
                                            .build();
                                },
                                () -> SnsException.builder()
                                        .statusCode(400)
                                        .message("Rate exceeded")
                                        .awsErrorDetails(AwsErrorDetails.builder()
                                                .errorCode("Throttled")
                                                .errorMessage("Rate exceeded")
                                                .build())
                                        .build())
                        .withDenial(() -> world.checkers().forEach(checker -> checker.noticeDenied(notice))));
    }

    @Override
    public String serviceName() {
        return "sns";
    }

    @Override
    public void close() {}
}
