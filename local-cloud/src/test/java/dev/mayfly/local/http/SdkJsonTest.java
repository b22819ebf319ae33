package dev.mayfly.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

@SuppressWarnings("unchecked") // the SDK's builders take generic varargs
class SdkJsonTest {
    @Test
    void readsNestedListsAndMaps() {
        CreateTableRequest request = SdkJson.read("""
                {"DatabaseName":"shop","Unheard":1,"TableInput":{"Name":"events","Parameters":{"a":"1"},
                 "StorageDescriptor":{"Columns":[{"Name":"itemid","Type":"bigint"}],"NumberOfBuckets":0,"Compressed":true}}}
                """.getBytes(UTF_8), CreateTableRequest.builder());
        assertThat(request.databaseName()).isEqualTo("shop");
        assertThat(request.tableInput().parameters()).isEqualTo(Map.of("a", "1"));
        assertThat(request.tableInput().storageDescriptor().columns())
                .singleElement()
                .satisfies(column -> assertThat(column.type()).isEqualTo("bigint"));
        assertThat(request.tableInput().storageDescriptor().compressed()).isTrue();
    }

    @Test
    void writesEpochSecondsAndLeavesOutWhatWasNeverSet() {
        Cluster cluster = Cluster.builder()
                .id("j-1")
                .status(s -> s.state(ClusterState.RUNNING)
                        .timeline(t -> t.creationDateTime(Instant.ofEpochMilli(1_700_000_000_123L))))
                .build();
        assertThat(new String(SdkJson.write(cluster), UTF_8))
                .isEqualTo(
                        "{\"Id\":\"j-1\",\"Status\":{\"State\":\"RUNNING\",\"Timeline\":{\"CreationDateTime\":1700000000.123}}}");
    }

    @Test
    void whatItWritesItReadsBack() {
        RunJobFlowRequest request = RunJobFlowRequest.builder()
                .name("mayfly/x")
                .instances(i -> i.keepJobFlowAliveWhenNoSteps(false)
                        .instanceFleets(f -> f.name("core")
                                .targetSpotCapacity(3)
                                .instanceTypeConfigs(
                                        c -> c.instanceType("m5.xlarge").bidPriceAsPercentageOfOnDemandPrice(100.5))))
                .steps(List.of())
                .build();
        assertThat(SdkJson.read(SdkJson.write(request), RunJobFlowRequest.builder()))
                .isEqualTo(request);
        SendMessageRequest message = SendMessageRequest.builder()
                .queueUrl("q")
                .messageAttributes(Map.of(
                        "b",
                        software.amazon.awssdk.services.sqs.model.MessageAttributeValue.builder()
                                .binaryValue(software.amazon.awssdk.core.SdkBytes.fromUtf8String("hi"))
                                .build()))
                .build();
        assertThat(SdkJson.read(SdkJson.write(message), SendMessageRequest.builder()))
                .isEqualTo(message);
    }

    @Test
    void refusesAWrongTypeByWhatItFound() {
        assertThatThrownBy(() -> SdkJson.read("{\"Name\":7}".getBytes(UTF_8), GetDatabaseRequest.builder()))
                .isInstanceOf(AwsError.class)
                .hasMessage("Expected a string and found 7")
                .extracting(e -> ((AwsError) e).code())
                .isEqualTo("SerializationException");
        assertThatThrownBy(() -> SdkJson.read("{".getBytes(UTF_8), GetDatabaseRequest.builder()))
                .isInstanceOf(AwsError.class)
                .hasMessageStartingWith("The body is not JSON: ");
    }
}
