package dev.mayfly.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.local.TestCloud;
import dev.mayfly.local.http.TestClients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class S3Test {
    private static final String RAW = TestCloud.RAW;
    private static final int MANY = 200;

    @TempDir
    private Path dir;

    private TestCloud cloud;
    private S3Client s3;
    private SqsClient sqs;

    @BeforeEach
    void start() {
        cloud = TestCloud.start(dir);
        s3 = cloud.client(S3Client.builder());
        sqs = cloud.client(SqsClient.builder());
    }

    @AfterEach
    void stop() {
        s3.close();
        sqs.close();
        cloud.close();
    }

    @Test
    void objectsArePlainFilesThatComeBackByteByByte() throws Exception {
        s3.putObject(r -> r.bucket(RAW).key("shop/a b/ü+%.csv"), RequestBody.fromString("1,2\n"));
        assertThat(s3.getObjectAsBytes(r -> r.bucket(RAW).key("shop/a b/ü+%.csv"))
                        .asUtf8String())
                .isEqualTo("1,2\n");
        assertThat(Files.readString(dir.resolve("s3").resolve(RAW).resolve("shop/a b/ü+%.csv")))
                .isEqualTo("1,2\n");
        assertThat(s3.listObjectsV2(r -> r.bucket(RAW).prefix("shop/")).contents())
                .singleElement()
                .satisfies(object -> assertThat(object.key()).isEqualTo("shop/a b/ü+%.csv"));
        assertThat(s3.getObjectAsBytes(
                                r -> r.bucket(RAW).key("shop/a b/ü+%.csv").range("bytes=2-2"))
                        .asUtf8String())
                .isEqualTo("2");
    }

    /** A body whose last chunk nobody read closed one connection of ten. */
    @Test
    void aConnectionIsAsGoodAfterAWriteAsBeforeIt() {
        try (S3Client once = TestClients.ofTheFunction(cloud.cloud().endpoint(), S3Client.builder())) {
            for (int i = 0; i < MANY; i++) {
                String key = "shop/" + i + ".csv";
                once.putObject(
                        r -> r.bucket(RAW).key(key).ifNoneMatch("*"), RequestBody.fromString("1,2\n".repeat(300)));
                assertThatThrownBy(() -> once.putObject(
                                r -> r.bucket(RAW).key(key).ifNoneMatch("*"), RequestBody.fromString("3")))
                        .isInstanceOfSatisfying(
                                S3Exception.class,
                                e -> assertThat(e.statusCode()).isEqualTo(412));
            }
        }
    }

    /** The keys of the service's own documentation of EncodingType, and such as a page of XML cannot hold. */
    @Test
    void keysThatNoXmlCanHoldAreListedEncodedWhereThatIsAskedFor() throws Exception {
        List<String> keys = List.of(
                "shop/a b.csv",
                "shop/a%20b.csv",
                "shop/a+b.csv",
                "shop/bell\u0001.csv",
                "shop/new\nline.csv",
                "shop/événements.csv");
        keys.forEach(key -> s3.putObject(r -> r.bucket(RAW).key(key), RequestBody.fromString("1\n")));

        ListObjectsV2Response page =
                s3.listObjectsV2(r -> r.bucket(RAW).prefix("shop/").encodingType(EncodingType.URL));
        assertThat(page.contents()).extracting(S3Object::key).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(page.prefix()).isEqualTo("shop/");
        assertThat(s3.listObjectsV2Paginator(
                                r -> r.bucket(RAW).prefix("shop/").maxKeys(2).encodingType(EncodingType.URL))
                        .contents())
                .extracting(S3Object::key)
                .containsExactlyInAnyOrderElementsOf(keys);

        String asked = cloud.cloud().endpoint() + "/" + RAW + "?list-type=2&prefix=shop%2F&encoding-type=url";
        String text = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(asked))
                                .header(
                                        "Authorization",
                                        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request,"
                                                + " SignedHeaders=host, Signature=0")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(text)
                .contains(
                        "<EncodingType>url</EncodingType>", "<Key>shop/a%2520b.csv</Key>", "<Key>shop/a%2Bb.csv</Key>")
                .contains("<Key>shop/bell%01.csv</Key>", "<Key>shop/%C3%A9v%C3%A9nements.csv</Key>");
    }

    @Test
    void aConditionalPutHasOneWinner() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Callable<Integer>> puts = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String body = "writer " + i;
            puts.add(() -> put(body));
        }
        List<Integer> statuses = new ArrayList<>();
        for (var put : threads.invokeAll(puts)) {
            statuses.add(put.get());
        }
        threads.shutdown();
        assertThat(statuses).hasSize(16).containsOnlyOnce(200).allMatch(s -> s == 200 || s == 412 || s == 409);
    }

    private int put(String body) {
        try {
            s3.putObject(r -> r.bucket(RAW).key("head.json").ifNoneMatch("*"), RequestBody.fromString(body));
            return 200;
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }

    @Test
    void aStaleEtagLoses() {
        String first = s3.putObject(r -> r.bucket(RAW).key("head.json"), RequestBody.fromString("1"))
                .eTag();
        s3.putObject(r -> r.bucket(RAW).key("head.json").ifMatch(first), RequestBody.fromString("2"));
        assertThatThrownBy(() ->
                        s3.putObject(r -> r.bucket(RAW).key("head.json").ifMatch(first), RequestBody.fromString("3")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    }

    @Test
    void aComparedPutHasOneWinnerAtATime() throws Exception {
        s3.putObject(r -> r.bucket(RAW).key("head.json"), RequestBody.fromString("0"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        int rounds = 40;
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(() -> {
                int wins = 0;
                for (int round = 0; round < rounds; round++) {
                    wins += countUpByOne() ? 1 : 0;
                }
                return wins;
            });
        }
        int wins = 0;
        for (var writer : threads.invokeAll(writers)) {
            wins += writer.get();
        }
        threads.shutdown();
        assertThat(s3.getObjectAsBytes(r -> r.bucket(RAW).key("head.json")).asUtf8String())
                .isEqualTo(Integer.toString(wins));
        assertThat(wins).isPositive();
    }

    private boolean countUpByOne() {
        var head = s3.getObjectAsBytes(r -> r.bucket(RAW).key("head.json"));
        try {
            s3.putObject(
                    r -> r.bucket(RAW).key("head.json").ifMatch(head.response().eTag()),
                    RequestBody.fromString(Integer.toString(Integer.parseInt(head.asUtf8String()) + 1)));
            return true;
        } catch (S3Exception e) {
            assertThat(e.statusCode()).isEqualTo(412);
            return false;
        }
    }

    @Test
    void aListNeverShowsHalfAnObject() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        var writing = thread.submit(() -> {
            for (int round = 0; round < 200; round++) {
                byte[] body = new byte[1 + round % 3];
                s3.putObject(r -> r.bucket(RAW).key("new/a.csv"), RequestBody.fromBytes(body));
            }
        });
        while (!writing.isDone()) {
            for (var object :
                    s3.listObjectsV2(r -> r.bucket(RAW).prefix("new/")).contents()) {
                assertThat(object.key()).isEqualTo("new/a.csv");
                byte[] body = new byte[object.size().intValue()];
                assertThat(object.eTag())
                        .isEqualTo('"'
                                + HexFormat.of()
                                        .formatHex(
                                                MessageDigest.getInstance("MD5").digest(body))
                                + '"');
            }
        }
        writing.get();
        thread.shutdown();
    }

    @Test
    void eachWayToCreateAnObjectIsAnnouncedWithItsReason() throws Exception {
        String etag = s3.putObject(r -> r.bucket(RAW).key("put.csv"), RequestBody.fromString("abc"))
                .eTag();
        JsonNode event = arrival();
        assertThat(event.path("version").asText()).isEqualTo("0");
        assertThat(event.path("source").asText()).isEqualTo("aws.s3");
        assertThat(event.path("detail-type").asText()).isEqualTo("Object Created");
        assertThat(event.path("detail").path("bucket").path("name").asText()).isEqualTo(RAW);
        assertThat(event.path("detail").path("object").path("key").asText()).isEqualTo("put.csv");
        assertThat(event.path("detail").path("object").path("size").asLong()).isEqualTo(3);
        assertThat('"' + event.path("detail").path("object").path("etag").asText() + '"')
                .isEqualTo(etag);
        assertThat(event.path("detail").path("reason").asText()).isEqualTo("PutObject");

        s3.copyObject(r ->
                r.sourceBucket(RAW).sourceKey("put.csv").destinationBucket(RAW).destinationKey("copy.csv"));
        assertThat(arrival().path("detail").path("reason").asText()).isEqualTo("CopyObject");

        multipart("multi.csv", new byte[5 << 20], new byte[10]);
        JsonNode multi = arrival();
        assertThat(multi.path("detail").path("reason").asText()).isEqualTo("CompleteMultipartUpload");
        assertThat(multi.path("detail").path("object").path("etag").asText()).endsWith("-2");
        assertThat(multi.path("detail").path("object").path("size").asLong()).isEqualTo((5 << 20) + 10);
    }

    @Test
    void aBucketWithoutTheSettingIsSilent() {
        s3.putObject(r -> r.bucket("shop-quiet").key("a.csv"), RequestBody.fromString("1"));
        s3.putObject(r -> r.bucket(RAW).key("b.txt"), RequestBody.fromString("not a csv, the rule wants one"));
        s3.putObject(r -> r.bucket(RAW).key("c.csv"), RequestBody.fromString("1"));
        assertThat(arrival().path("detail").path("object").path("key").asText()).isEqualTo("c.csv");
    }

    private void multipart(String key, byte[]... parts) {
        String id = s3.createMultipartUpload(r -> r.bucket(RAW).key(key)).uploadId();
        List<CompletedPart> done = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            int number = i + 1;
            String etag = s3.uploadPart(
                            r -> r.bucket(RAW).key(key).uploadId(id).partNumber(number),
                            RequestBody.fromBytes(parts[i]))
                    .eTag();
            done.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        s3.completeMultipartUpload(r -> r.bucket(RAW).key(key).uploadId(id).multipartUpload(m -> m.parts(done)));
    }

    private JsonNode arrival() {
        String queue = sqs.getQueueUrl(r -> r.queueName("shop-arrivals")).queueUrl();
        List<Message> messages = sqs.receiveMessage(
                        r -> r.queueUrl(queue).waitTimeSeconds(10).maxNumberOfMessages(1))
                .messages();
        assertThat(messages).as("an arrival within 10 seconds").hasSize(1);
        sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(messages.get(0).receiptHandle()));
        try {
            return new ObjectMapper().readTree(messages.get(0).body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("an event is JSON", e);
        }
    }
}
