package dev.mayfly.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

class LocalCloudTest {
    @TempDir
    private Path dir;

    @Test
    void goesOnWhereItWas() {
        try (TestCloud cloud = TestCloud.start(dir);
                S3Client s3 = cloud.client(S3Client.builder());
                SqsClient sqs = cloud.client(SqsClient.builder())) {
            s3.putObject(r -> r.bucket(TestCloud.RAW).key("a.txt"), RequestBody.fromString("kept"));
            String url = sqs.getQueueUrl(r -> r.queueName("shop-dead")).queueUrl();
            sqs.sendMessage(r -> r.queueUrl(url).messageBody("kept too"));
        }
        try (TestCloud cloud = TestCloud.start(dir);
                S3Client s3 = cloud.client(S3Client.builder());
                SqsClient sqs = cloud.client(SqsClient.builder())) {
            assertThat(s3.getObjectAsBytes(r -> r.bucket(TestCloud.RAW).key("a.txt"))
                            .asUtf8String())
                    .isEqualTo("kept");
            String url = sqs.getQueueUrl(r -> r.queueName("shop-dead")).queueUrl();
            assertThat(sqs.receiveMessage(r -> r.queueUrl(url)).messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.body()).isEqualTo("kept too"));
        }
    }

    @Test
    void answersForEveryServiceOnOnePort() {
        try (TestCloud cloud = TestCloud.start(dir);
                EmrClient emr = cloud.client(EmrClient.builder());
                LambdaClient lambda = cloud.client(LambdaClient.builder());
                StsClient sts = cloud.client(StsClient.builder())) {
            assertThat(emr.listClusters().clusters()).isEmpty();
            assertThat(lambda.listFunctions().functions()).isEmpty();
            assertThat(sts.getCallerIdentity().account()).isEqualTo(LocalCloudSettings.ACCOUNT);
            assertThat(cloud.cloud().requests().of("elasticmapreduce", "ListClusters"))
                    .hasSize(1);
        }
    }

    @Test
    void refusesAFolderThatAnotherCloudHasOpenAndFreesItsPort() throws Exception {
        try (TestCloud cloud = TestCloud.start(dir)) {
            assertThatThrownBy(() -> TestCloud.start(dir))
                    .hasMessageContaining("is another local cloud running on it?");
            int port = cloud.cloud().endpoint().getPort();
            assertThatThrownBy(() -> LocalCloud.start(
                            LocalCloudSettings.at(dir.resolve("other"), Path.of("src/test/resources/template.yaml"))
                                    .onPort(port)))
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port)
                    .hasRootCauseInstanceOf(BindException.class);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
    }
}
