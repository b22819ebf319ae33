package dev.mayfly.job.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.job.store.FakeS3.Fault;
import dev.mayfly.job.store.PutIfAbsent.Put;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PutIfAbsentTest {
    private static final URI CLAIM = URI.create("s3://acme-state/claims/run-a1.json");

    @TempDir
    private Path dir;

    @Test
    void letsOneOfManyWritersWinOnDisk() {
        letsOneOfManyWritersWin(
                new FilePutIfAbsent(), dir.resolve("deep/claim.json").toUri());
    }

    @Test
    void letsOneOfManyWritersWinOnS3() throws IOException {
        try (FakeS3 s3 = new FakeS3()) {
            letsOneOfManyWritersWin(s3.store(), CLAIM);
        }
    }

    private static void letsOneOfManyWritersWin(PutIfAbsent store, URI uri) {
        List<Put> puts = ParallelCalls.map(
                IntStream.range(0, 16).boxed().toList(),
                i -> store.put(uri, "writer %d".formatted(i).getBytes(UTF_8)));
        assertThat(puts).filteredOn(put -> put instanceof Put.Created).hasSize(1);
    }

    @Test
    void tellsTheLoserWhatIsThere() throws IOException {
        try (FakeS3 s3 = new FakeS3()) {
            s3.store().put(CLAIM, bytes("theirs"));
            assertThat(s3.store().put(CLAIM, bytes("mine")))
                    .isInstanceOfSatisfying(
                            Put.Taken.class, taken -> assertThat(taken.there()).isEqualTo(bytes("theirs")));
        }
    }

    @Test
    void knowsItsOwnWriteWhenTheAnswerWasLost() throws IOException {
        try (FakeS3 s3 = new FakeS3(Fault.STORED_BUT_500)) {
            assertThat(s3.store().put(CLAIM, bytes("mine"))).isInstanceOf(Put.Created.class);
        }
    }

    @Test
    void triesAgainAfterAConflictAndAfterARefusal() throws IOException {
        try (FakeS3 s3 = new FakeS3(Fault.CONFLICT_409, Fault.REFUSED_500)) {
            assertThat(s3.store().put(CLAIM, bytes("mine"))).isInstanceOf(Put.Created.class);
            assertThat(s3.objects).containsKey("/acme-state/claims/run-a1.json");
        }
    }

    @Test
    void claimsNothingWhenItCannotTell() throws IOException {
        Fault no = Fault.REFUSED_500;
        try (FakeS3 s3 = new FakeS3(no, no, no, no, no)) {
            assertThatThrownBy(() -> s3.store().put(CLAIM, bytes("mine")))
                    .hasMessage("cannot tell whether s3://acme-state/claims/run-a1.json was created after 5 tries");
        }
    }

    @Test
    void refusesToCreateOverOtherContent() {
        PutIfAbsent store = new FilePutIfAbsent();
        URI uri = dir.resolve("manifest.json").toUri();
        store.create(uri, bytes("first"));
        assertThatThrownBy(() -> store.create(uri, bytes("second")))
                .hasMessageContaining("manifest.json is already there with other content");
    }

    @Test
    void namesTheSchemesThatItServes() {
        assertThatThrownBy(() -> Stores.of(URI.create("hdfs://x/claim"), new Configuration(), Map.of()))
                .hasMessageContaining(
                        "hdfs://x/claim is on no store that can create an object once; s3:// and file: can");
    }

    @Test
    void takesAwayAFolderMarkerAndMissesNoneThatIsNotThere() throws IOException {
        try (FakeS3 s3 = new FakeS3()) {
            s3.objects.put("/acme-curated/run-a1/", new byte[0]);
            s3.objects.put("/acme-curated/run-a1/part.parquet", bytes("rows"));
            s3.markers().remove(URI.create("s3://acme-curated/run-a1/"));
            s3.markers().remove(URI.create("s3://acme-curated/run-a1/"));
            assertThat(s3.objects).containsOnlyKeys("/acme-curated/run-a1/part.parquet");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
