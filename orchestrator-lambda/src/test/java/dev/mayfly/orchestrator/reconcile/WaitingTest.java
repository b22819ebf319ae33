package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.contract.ContractJson;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A dataset that waits says what it waits for: in the log, to {@code status} and to {@code plan}. */
class WaitingTest {
    private static final String CONTENT = "event,itemid\nview,1\n";
    private final World world = new World();

    @Test
    void saysWhichFileIsThereAndNotInTheManifest() {
        manifestAlone();
        world.upload("events-1.csv", CONTENT);
        world.upload("events-2.csv", CONTENT);
        manifest("events-2.csv");

        waitsFor("the manifest asks for 1 file and 2 are there: events-1.csv is not in it");
        assertThat(world.clusters).isEmpty();

        world.remove("events-1.csv");
        world.lookAfter(Duration.ofMinutes(1));
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void saysWhichFileIsMissingOrOfAnotherSize() {
        manifestAlone();
        world.upload("events-1.csv", CONTENT);
        world.upload("events-2.csv", CONTENT);
        manifest("events-1.csv", "events-2.csv");
        world.remove("events-2.csv");
        world.upload("events-1.csv", CONTENT + "view,2\n");

        waitsFor(
                "the manifest asks for 2 files and 1 is there: events-1.csv has 27 bytes and not 20, events-2.csv is missing");
    }

    @Test
    void saysThatThereIsNoManifestYet() {
        manifestAlone();
        world.upload("events-1.csv", CONTENT);

        waitsFor("there is no manifest s3://raw/shop/_manifest.json yet");
    }

    @Test
    void aManifestMayNameFilesThatNoTableReads() {
        manifestAlone();
        world.upload("events-1.csv", CONTENT);
        world.upload("README.txt", "read me");
        manifest("README.txt", "events-1.csv");

        world.lookAfter(Duration.ofMinutes(1));

        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void saysThatFilesMayStillChange() {
        world.upload("events-1.csv", CONTENT);
        world.look();

        waitsFor("waiting until nothing has changed for PT2M");
    }

    @Test
    void saysWhichKeyCannotBeReadAndLaunchesNothing() {
        world.upload("events-1.csv", CONTENT);
        world.upload("2024//events-2.csv", CONTENT);
        world.amend("files: \"events*.csv\"", "files: \"**events*.csv\"");

        waitsFor("s3://raw/shop/2024//events-2.csv cannot be read by Spark: upload it without the empty folder");
        world.lookAfter(Duration.ofHours(2));
        assertThat(world.clusters).isEmpty();
        assertThat(ask("plan").path("problems").toString()).contains("2024//events-2.csv cannot be read");
    }

    @Test
    void saysThatAPersonHoldsIt() {
        world.upload("events-1.csv", CONTENT);
        world.say("hold");

        waitsFor("held by ada");
    }

    @Test
    void saysThatTheDayHasNoMoneyLeft() {
        world.amend("perDayUsd: 10", "perDayUsd: 1.1");
        world.succeed(world.launched());
        world.upload("events.csv", CONTENT + "view,2\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.lookAfter(Duration.ofMinutes(3));

        waitsFor("tried again at 2026-11-24T00:00:00Z");
        assertThat(ask("status").path("message").asText()).contains("REJECTED").contains("; now: tried again at");
    }

    @Test
    void saysThatAGuardWaitsForAWord() {
        world.upload("events-1.csv", CONTENT);
        world.upload("events-2.csv", CONTENT);
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
        world.remove("events-2.csv");
        world.lookAfter(Duration.ofMinutes(1));
        world.lookAfter(Duration.ofMinutes(3));
        world.lookAfter(Duration.ofMinutes(3));

        waitsFor("s3://raw/shop/events-2.csv was used for the present tables and is gone");
    }

    @Test
    void saysWhyItsFilesCannotBeListed() {
        world.upload("events-1.csv", CONTENT);
        world.unlistable.put("s3://raw/shop/", new IllegalStateException("Access Denied"));

        JsonNode status = ask("status");

        assertThat(status.path("ok").asBoolean()).isTrue();
        assertThat(status.path("message").asText())
                .isEqualTo("no run yet: what is there could not be looked at: Access Denied");
    }

    @Test
    void saysThatADefinitionIsWrong() {
        world.amend("itemid: bigint", "itemid: bigging");

        assertThat(ask("status").path("waiting").asText()).contains("bigging");
    }

    @Test
    void namesWhatNoTableReads() {
        world.upload("events-1.csv", CONTENT);
        world.upload("EVENTS-2.CSV", CONTENT);
        world.upload("_archive/events-0.csv", CONTENT);
        world.upload("events-3.csv.bak", CONTENT);
        world.upload("2024/", "");

        for (String word : new String[] {"plan", "status"}) {
            JsonNode ignored = ask(word).path("ignored");
            assertThat(ignored.path("files").asInt()).as(word).isEqualTo(2);
            assertThat(ignored.path("examples").findValuesAsText("file"))
                    .containsExactly("EVENTS-2.CSV", "events-3.csv.bak");
            assertThat(ignored.at("/examples/0/why").asText()).contains("but for letter case");
        }

        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
        assertThat(world.finished().history().get(0).cause())
                .startsWith(
                        "1 files with 20 bytes are ready; 2 objects belong to no table and are not read: EVENTS-2.CSV (");
        assertThat(ask("status").at("/ignored/files").asInt()).isEqualTo(2);
        assertThat(ask("status").path("waiting").asText()).startsWith("nothing new since run");
    }

    private void waitsFor(String what) {
        world.look();
        assertThat(world.look()).contains(what);
        JsonNode status = ask("status");
        assertThat(status.path("waiting").asText()).contains(what);
        assertThat(status.path("message").asText()).contains(what);
        assertThat(status.path("next").asText()).isNotEqualTo("Upload files, or run `run`.");
        assertThat(ask("plan").path("waiting").asText()).contains(what);
    }

    private JsonNode ask(String word) {
        return world.command("{\"command\":\"%s\",\"dataset\":\"shop\"}".formatted(word));
    }

    private void manifestAlone() {
        world.amend("ready: { quiet: 2m, maxWait: 20m }", "ready: { manifest: _manifest.json }");
    }

    private void manifest(String... names) {
        world.upload(
                "_manifest.json",
                Arrays.stream(names)
                        .map(name -> "{\"key\":\"%s\",\"bytes\":%d,\"etag\":\"%s\"}"
                                .formatted(name, bytes(name).length, ContractJson.sha256(bytes(name))))
                        .collect(Collectors.joining(",", "{\"files\":[", "]}")));
    }

    private byte[] bytes(String name) {
        return world.objects.get(URI.create("s3://raw/shop/" + name));
    }
}
