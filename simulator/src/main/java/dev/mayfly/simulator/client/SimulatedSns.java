package dev.mayfly.simulator.client;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.fault.Door;
import dev.mayfly.simulator.fault.Site;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SnsException;

/** SNS as the function's client sees it. */
public final class SimulatedSns implements SnsClient {
    private final Supplier<Account> account;

    public SimulatedSns(Supplier<Account> account) {
        this.account = account;
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        Account world = account.get();
        MessageAttributeValue key = request.messageAttributes().get("key");
        String named = key == null ? "" : key.stringValue();
        return world.gate()
                .through(Door.of(
                        new Site("sns.Publish", "notice"),
                        named,
                        () -> {
                            world.witnesses().forEach(witness -> witness.noticed(named));
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
                                .build()));
    }

    @Override
    public String serviceName() {
        return "sns";
    }

    @Override
    public void close() {}
}
