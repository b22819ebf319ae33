package dev.mayfly.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.local.LocalCloud;
import dev.mayfly.local.LocalCloudSettings;
import dev.mayfly.orchestrator.inputs.S3InputGateway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class SyncTest {
    private static final String TEMPLATE = """
            Resources:
              Raw: { Type: AWS::S3::Bucket, Properties: { BucketName: shop-raw } }
            """;

    @TempDir
    private Path folder;

    private Path files;
    private LocalCloud cloud;
    private S3Client s3;
    private Sync sync;

    @BeforeEach
    void open() throws IOException {
        files = Files.createDirectories(folder.resolve("files"));
        Path template = folder.resolve("template.yaml");
        Files.writeString(template, TEMPLATE);
        cloud = LocalCloud.start(LocalCloudSettings.at(folder.resolve("cloud"), template));
        s3 = Clients.of(cloud.endpoint()).build(S3Client.builder());
        sync = new Sync(s3, RawPrefix.of("s3://shop-raw/retail/"));
    }

    @AfterEach
    void close() {
        s3.close();
        cloud.close();
    }

    @Test
    void uploadsEverythingAndThenAManifestOfIt() throws IOException {
        write("b.csv", "1,2\n");
        write("part/a b+ü.csv", "3\n");
        AtomicLong told = new AtomicLong();
        SyncPlan plan = sync.plan(files);
        sync.upload(plan, told::addAndGet);
        assertThat(plan.sentence()).isEqualTo("uploaded 2 of 2 files, 6 bytes, and their manifest");
        assertThat(told).hasValue(6);
        assertThat(keys()).containsExactly("retail/_manifest.json", "retail/b.csv", "retail/part/a b+ü.csv");
        JsonNode manifest = manifest();
        assertThat(manifest.path("files")).hasSize(2);
        assertThat(manifest.at("/files/0/key").asText()).isEqualTo("b.csv");
        assertThat(manifest.at("/files/0/bytes").asLong()).isEqualTo(4);
        assertThat('"' + manifest.at("/files/0/etag").asText() + '"')
                .isEqualTo(s3.headObject(request -> request.bucket("shop-raw").key("retail/b.csv"))
                        .eTag());
        assertThat(manifest.at("/files/1/key").asText()).isEqualTo("part/a b+ü.csv");
    }

    /** Anybody who may write the raw bucket can put such keys; the function lists the same page. */
    @Test
    void goesOnBesideKeysThatNoXmlCanHold() throws IOException {
        List<String> odd = List.of("retail/a%20b+c.csv", "retail/bell\u0001.csv", "retail/événements.csv");
        odd.forEach(key -> s3.putObject(request -> request.bucket("shop-raw").key(key), RequestBody.fromString("1\n")));
        write("b.csv", "1,2\n");

        SyncPlan plan = sync.plan(files);
        sync.upload(plan, bytes -> {});

        assertThat(plan.sentence()).startsWith("uploaded 1 of 1 files");
        assertThat(new S3InputGateway(s3).list(URI.create("s3://shop-raw/retail/"), 10))
                .extracting(file -> S3Uris.key(file.uri()))
                .containsAll(odd)
                .contains("retail/b.csv", "retail/_manifest.json")
                .hasSize(5);
    }

    @Test
    void uploadsOnlyWhatChangedEvenWhereTheSizeDidNot() throws IOException {
        write("a.csv", "1\n");
        write("b.csv", "2\n");
        sync.upload(sync.plan(files), bytes -> {});
        write("b.csv", "3\n");
        SyncPlan plan = sync.plan(files);
        assertThat(plan.changed()).extracting(SyncPlan.Local::key).containsExactly("b.csv");
        sync.upload(plan, bytes -> {});
        assertThat(manifest().path("files")).hasSize(2);
        assertThat(s3.getObjectAsBytes(request -> request.bucket("shop-raw").key("retail/b.csv"))
                        .asUtf8String())
                .isEqualTo("3\n");
    }

    @Test
    void writesNothingWhereNothingIsNew() throws IOException {
        write("a.csv", "1\n");
        sync.upload(sync.plan(files), bytes -> {});
        long before = puts();
        SyncPlan plan = sync.plan(files);
        sync.upload(plan, bytes -> {});
        assertThat(plan.sentence()).isEqualTo("nothing new: all 1 files are there already");
        assertThat(puts()).isEqualTo(before).isEqualTo(2);
    }

    @Test
    void leavesHiddenFilesAndOtherFoldersAlone() throws IOException {
        write("_notes.txt", "x");
        write(".DS_Store", "x");
        assertThatThrownBy(() -> sync.plan(files))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no files to upload");
        assertThatThrownBy(() -> sync.plan(folder.resolve("absent")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no folder");
    }

    @Test
    void refusesATargetWithoutAFolderSlash() {
        assertThat(RawPrefix.of("s3://b/")).isEqualTo(new RawPrefix("b", ""));
        assertThat(RawPrefix.of("s3://b/x/y/")).isEqualTo(new RawPrefix("b", "x/y/"));
        for (String wrong : List.of("s3://b/x", "s3a://b/", "b/x/", "s3://b")) {
            assertThatThrownBy(() -> RawPrefix.of(wrong)).hasMessageContaining("'" + wrong + "' is no prefix");
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = files.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private long puts() {
        return cloud.requests().all().stream()
                .filter(request -> request.operation().startsWith("PUT "))
                .count();
    }

    private List<String> keys() {
        return s3.listObjectsV2(request -> request.bucket("shop-raw")).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private JsonNode manifest() throws IOException {
        return new ObjectMapper()
                .readTree(s3.getObjectAsBytes(
                                request -> request.bucket("shop-raw").key("retail/_manifest.json"))
                        .asByteArray());
    }
}
