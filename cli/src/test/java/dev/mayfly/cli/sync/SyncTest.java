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
    void leavesHiddenFoldersOutWithAllThatLiesInThem() throws IOException {
        write("2024/a.csv", "1\n");
        write("_archive/2024/a.csv", "2\n");
        write("2024/.git/x.csv", "3\n");
        write("2024/_tmp=1/part.csv", "4\n");
        Files.createSymbolicLink(files.resolve("_old"), files.resolve("absent"));
        Files.createSymbolicLink(files.resolve("2024/.again"), files);

        sync.upload(sync.plan(files), bytes -> {});

        assertThat(keys()).containsExactly("retail/2024/a.csv", "retail/_manifest.json");
    }

    @Test
    void listsInTheManifestWhatTheTablesReadAndNothingElse() throws IOException {
        write("orders-1.csv", "1\n");
        write("ORDERS-2.CSV", "2\n");
        write("README.txt", "read me\n");
        sync = ofOrders();

        SyncPlan plan = sync.plan(files);
        assertThat(plan.warning())
                .contains(
                        "2 objects belong to no table and are not read: ORDERS-2.CSV (it matches orders*.csv of table orders but for letter case:"
                                + " rename it, or widen the pattern), README.txt (it matches no table's pattern);"
                                + " uploaded all the same, and not listed in the manifest");
        sync.upload(plan, bytes -> {});

        assertThat(keys()).contains("retail/README.txt", "retail/ORDERS-2.CSV", "retail/_done.json");
        assertThat(manifest("retail/_done.json").path("files").findValuesAsText("key"))
                .containsExactly("orders-1.csv");
        assertThat(sync.plan(files).nothingNew()).isTrue();
    }

    @Test
    void writesTheManifestAgainWhereItIsNotOfTheFilesThatTablesRead() throws IOException {
        write("orders-1.csv", "1\n");
        write("README.txt", "read me\n");
        sync.upload(sync.plan(files), bytes -> {});
        s3.copyObject(request -> request.sourceBucket("shop-raw")
                .sourceKey("retail/_manifest.json")
                .destinationBucket("shop-raw")
                .destinationKey("retail/_done.json"));
        sync = ofOrders();

        SyncPlan plan = sync.plan(files);

        assertThat(plan.changed()).isEmpty();
        assertThat(plan.nothingNew()).isFalse();
        sync.upload(plan, bytes -> {});
        assertThat(manifest("retail/_done.json").path("files")).hasSize(1);
    }

    @Test
    void refusesAFolderOfWhichNoTableReadsAnything() throws IOException {
        write("Orders.csv", "1\n");
        write("orders.csv.bak", "1\n");
        sync = ofOrders();

        assertThatThrownBy(() -> sync.plan(files))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no file that a table reads: 2 objects belong to no table")
                .hasMessageContaining("Orders.csv (it matches orders*.csv of table orders but for letter case");
    }

    @Test
    void followsLinksToFoldersAndFiles() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        Files.writeString(real.resolve("1.csv"), "1\n");
        write("own.csv", "2\n");
        Files.createSymbolicLink(files.resolve("a"), real);
        Files.createSymbolicLink(files.resolve("b"), Path.of("../real"));
        Files.createSymbolicLink(files.resolve("file.csv"), real.resolve("1.csv"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), files);

        sync.upload(sync.plan(link), bytes -> {});

        assertThat(manifest().path("files").findValuesAsText("key"))
                .containsExactly("a/1.csv", "b/1.csv", "file.csv", "own.csv");
    }

    @Test
    void refusesALinkThatLeadsBackOrNowhereByItsNameBeforeAnythingIsUploaded() throws IOException {
        write("a/1.csv", "1\n");
        write("b/2.csv", "1\n");
        refuses(files.resolve("a/up"), files, "is a link that leads in a circle");
        refuses(files.resolve("a/self"), files.resolve("a/self"), "is a link that leads nowhere");
        refuses(files.resolve("gone.csv"), files.resolve("absent.csv"), "is a link that leads nowhere");
        Files.createSymbolicLink(files.resolve("a/b"), files.resolve("b"));
        refuses(files.resolve("b/a"), files.resolve("a"), "is a link that leads in a circle");
        refuses(files.resolve("a/above"), folder, "is a link that leads in a circle");
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("absent"));
        assertThatThrownBy(() -> sync.plan(nowhere)).hasMessageContaining(nowhere + " is a link that leads nowhere");
        assertThat(keys()).isEmpty();
    }

    private void refuses(Path link, Path target, String why) throws IOException {
        Files.createSymbolicLink(link, target);
        assertThatThrownBy(() -> sync.plan(files))
                .hasMessageContaining(link.getFileName() + " ")
                .hasMessageContaining(why)
                .hasMessageContaining("nothing was uploaded");
        Files.delete(link);
    }

    @Test
    void aFolderMayBeNamedLikeAFile() throws IOException {
        write("2024.csv/a.csv", "1\n");
        write("2024.csv.d/a.csv", "1\n");

        sync.upload(sync.plan(files), bytes -> {});

        assertThat(keys()).contains("retail/2024.csv/a.csv", "retail/2024.csv.d/a.csv");
    }

    @Test
    void refusesAFileWhoseKeyS3DoesNotTake() throws IOException {
        String deep = "x".repeat(250) + "/";
        write(deep.repeat(4) + "a".repeat(20) + ".csv", "1\n");

        assertThatThrownBy(() -> sync.plan(files)).hasMessageContaining("would have a key of 1035 bytes");
    }

    private Sync ofOrders() {
        return new Sync(s3, RawPrefix.of("s3://shop-raw/retail/"), TableFiles.of("shop.yaml", """
                dataset: shop
                source: s3://${raw}/retail/
                curated: s3://${curated}/shop/
                database: shop
                ready: { manifest: _done.json }
                tables:
                  orders:
                    files: "orders*.csv"
                    columns: { id: bigint }
                """));
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
        return manifest("retail/_manifest.json");
    }

    private JsonNode manifest(String key) throws IOException {
        return new ObjectMapper()
                .readTree(s3.getObjectAsBytes(
                                request -> request.bucket("shop-raw").key(key))
                        .asByteArray());
    }
}
