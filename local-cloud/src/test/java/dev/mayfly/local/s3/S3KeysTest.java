package dev.mayfly.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.local.TestCloud;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A key is a name and no path: what a file system would join, cut or refuse stays as it is. */
class S3KeysTest {
    private static final String RAW = TestCloud.RAW;
    private static final String SIGNATURE =
            "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";

    @TempDir
    private Path dir;

    private TestCloud cloud;
    private S3Client s3;

    @BeforeEach
    void start() {
        cloud = TestCloud.start(dir);
        s3 = cloud.client(S3Client.builder());
    }

    @AfterEach
    void stop() {
        s3.close();
        cloud.close();
    }

    /** Some of these stand in each other's way in a folder. */
    static List<String> keys() {
        return List.of(
                "a/b",
                "a//b",
                "/a/b",
                "//a",
                "a/b/",
                "a/b//",
                "a/b/c",
                "d/e/f",
                "d/e",
                "d",
                "a/./b",
                "a/../b",
                "..",
                ".keys/a%2Fb=",
                ".mpus-1/x",
                ".s3proxy-versions/x",
                "2024_$folder$",
                "%2F%2e",
                "a+b c",
                "x".repeat(300) + "/y",
                "ü".repeat(512),
                "🦋/1",
                "\uffee/1");
    }

    @Test
    void keepsEachKeyAsANameOfItsOwn() {
        keys().forEach(key -> put(key, key));

        keys().forEach(key -> assertThat(get(key)).isEqualTo(key));
        keys().forEach(key -> assertThat(
                        s3.headObject(r -> r.bucket(RAW).key(key)).contentLength())
                .isEqualTo(key.getBytes(java.nio.charset.StandardCharsets.UTF_8).length));
        assertThat(listed(2)).containsExactlyInAnyOrderElementsOf(keys());
        assertThat(listed(1000)).isEqualTo(listed(2)).endsWith("ü".repeat(512), "\uffee/1", "🦋/1");

        cloud.close();
        s3.close();
        start();
        assertThat(listed(1000)).containsExactlyInAnyOrderElementsOf(keys());
        keys().forEach(key -> assertThat(get(key)).isEqualTo(key));

        for (String key : keys()) {
            s3.deleteObject(r -> r.bucket(RAW).key(key));
            assertThatThrownBy(() -> get(key)).isInstanceOf(NoSuchKeyException.class);
        }
        assertThat(listed(1000)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isWrittenOverCopiedAndUploadedInPartsByEachKey(String key) {
        put(key, "1");
        String etag = put(key, "two");
        assertThat(get(key)).isEqualTo("two");
        assertThatThrownBy(
                        () -> s3.putObject(r -> r.bucket(RAW).key(key).ifNoneMatch("*"), RequestBody.fromString("3")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        s3.putObject(r -> r.bucket(RAW).key(key).ifMatch(etag), RequestBody.fromString("three"));
        s3.copyObject(r ->
                r.sourceBucket(RAW).sourceKey(key).destinationBucket(RAW).destinationKey("copy/of//" + key.length()));
        assertThat(get("copy/of//" + key.length())).isEqualTo("three");
        s3.copyObject(r -> r.sourceBucket(RAW)
                .sourceKey("copy/of//" + key.length())
                .destinationBucket("shop-quiet")
                .destinationKey(key));
        assertThat(s3.getObjectAsBytes(r -> r.bucket("shop-quiet").key(key)).asUtf8String())
                .isEqualTo("three");

        String upload = s3.createMultipartUpload(r -> r.bucket(RAW).key(key)).uploadId();
        String part = s3.uploadPart(
                        r -> r.bucket(RAW).key(key).uploadId(upload).partNumber(1), RequestBody.fromString("a part"))
                .eTag();
        s3.completeMultipartUpload(r -> r.bucket(RAW)
                .key(key)
                .uploadId(upload)
                .multipartUpload(m ->
                        m.parts(CompletedPart.builder().partNumber(1).eTag(part).build())));
        assertThat(get(key)).isEqualTo("a part");
    }

    @Test
    void groupsKeysByTheDelimiterAsTheyAre() {
        for (String key : List.of("a", "a/1", "a//2", "a/b/3", "a/b/4", "a/c", "b/5")) {
            put(key, "1");
        }
        assertThat(prefixes("")).containsExactly("a/", "b/");
        assertThat(prefixes("a/")).containsExactly("a//", "a/b/");
        assertThat(prefixes("a//")).isEmpty();
        assertThat(s3.listObjectsV2(r -> r.bucket(RAW).prefix("a/").delimiter("/"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("a/1", "a/c");
        assertThat(s3.listObjectsV2(r -> r.bucket(RAW).startAfter("a/b/3")).contents())
                .extracting(S3Object::key)
                .containsExactly("a/b/4", "a/c", "b/5");
        var first = s3.listObjects(r -> r.bucket(RAW).delimiter("/").maxKeys(2));
        assertThat(first.nextMarker()).isEqualTo("a/");
        assertThat(s3.listObjects(r -> r.bucket(RAW).delimiter("/").marker(first.nextMarker()))
                        .commonPrefixes())
                .extracting(CommonPrefix::prefix)
                .containsExactly("b/");
    }

    private List<String> prefixes(String prefix) {
        return s3
                .listObjectsV2Paginator(
                        r -> r.bucket(RAW).prefix(prefix).delimiter("/").maxKeys(1))
                .commonPrefixes()
                .stream()
                .map(CommonPrefix::prefix)
                .toList();
    }

    @Test
    void refusesWhatS3Refuses() throws Exception {
        assertThat(send("PUT", "/" + RAW + "/" + "x".repeat(1025), "1")).containsEntry("400", "KeyTooLongError");
        assertThat(send("PUT", "/" + RAW + "/" + "%C3%BC".repeat(513), "1")).containsEntry("400", "KeyTooLongError");
        assertThat(send("GET", "/" + RAW + "?list-type=2&continuation-token=Z2FyYmFnZQ%3D%3D", ""))
                .containsEntry("400", "InvalidArgument");
        assertThat(send("GET", "/" + RAW + "?list-type=2&continuation-token=%7B%7D", ""))
                .containsEntry("400", "InvalidArgument");
        assertThat(send("PUT", "/" + RAW + "/a.csv", "1", "If-None-Match", "\"5d41402abc4b2a76b9719d911017c592\""))
                .containsEntry("501", "NotImplemented");
        assertThat(send("PUT", "/" + RAW + "/a.csv?partNumber=1&uploadId=none", "1"))
                .containsEntry("404", "NoSuchUpload");
        assertThat(send("GET", "/" + RAW + "/d", "")).containsEntry("404", "NoSuchKey");
        assertThat(send("GET", "/absent-bucket?list-type=2", "")).containsEntry("404", "NoSuchBucket");
    }

    @Test
    void keepsABodyThatCallsItselfAForm() throws Exception {
        send("PUT", "/" + RAW + "/form.csv", "a=1&b=2", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(get("form.csv")).isEqualTo("a=1&b=2");
    }

    /** The status and the code of S3's error document, which is XML in any case. */
    private NavigableMap<String, String> send(String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(cloud.cloud().endpoint() + path))
                .header("Authorization", SIGNATURE)
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        NavigableMap<String, String> answer = new TreeMap<>();
        answer.put(
                Integer.toString(response.statusCode()),
                response.body().replaceAll("(?s).*<Error><Code>(\\w+)<.*", "$1"));
        return answer;
    }

    private String put(String key, String body) {
        return s3.putObject(r -> r.bucket(RAW).key(key), RequestBody.fromString(body))
                .eTag();
    }

    private String get(String key) {
        return s3.getObjectAsBytes(r -> r.bucket(RAW).key(key)).asUtf8String();
    }

    private List<String> listed(int pages) {
        return s3
                .listObjectsV2Paginator(r -> r.bucket(RAW).maxKeys(pages).encodingType(EncodingType.URL))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }
}
