package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.orchestrator.catalog.Publication.PublishOption;
import dev.mayfly.orchestrator.command.Commands;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.ClusterStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a person says from the Lambda console, and what a day of ticks makes of it. */
class CommandsTest {
    private static final String WHO = "\"dataset\":\"shop\",\"by\":\"ada\",\"reason\":\"a test\"}";
    private static final String DRAIN = "{\"command\":\"drain\",\"by\":\"ada\",\"reason\":\"a test\"}";
    private static final Set<String> BY_ANYBODY = Set.of("plan", "status", "runs");
    private final World world = new World();

    @Test
    void cancelsARunAndNothingStartsAgainForADay() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        assertThat(say("cancel").path("message").asText()).contains("TERMINATING");
        assertThat(cluster.state).isEqualTo("TERMINATING");
        world.end(cluster);
        aDayOfTicks();
        assertThat(world.clusters).hasSize(1);
        assertThat(world.finished().state().name()).isEqualTo("CANCELLED");
        assertThat(world.notices).hasSize(1);
        assertThat(world.look()).contains("parked").contains("ada said cancel: a test");
    }

    @Test
    void cancelsALaunchThatNobodyAnsweredAndEndsTheClusterThatTurnsUp() {
        world.nextLaunchAnswer = Optional.of(new ActionResult.Ambiguous("timed out"));
        world.listingLags = true;
        World.FakeCluster late = world.launched();
        say("cancel");
        assertThat(world.look()).startsWith("nobody knows yet");
        world.listingLags = false;
        world.lookAfter(Duration.ofMinutes(1));
        assertThat(late.state).isEqualTo("TERMINATING");
        world.end(late);
        world.look();
        assertThat(world.finished().state().name()).isEqualTo("CANCELLED");
    }

    @Test
    void restoresAnEarlierGenerationAndKeepsItForADay() {
        world.succeed(world.launched());
        String first = world.finished().id();
        world.upload("events.csv", "event,itemid\nview,2\nview,3\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
        assertThat(world.tables.get("events").runId()).isNotEqualTo(first);

        JsonNode answer = say("rollback");
        assertThat(answer.path("run").path("kind").asText()).as("%s", answer).isEqualTo("ROLLBACK");
        assertThat(world.tables.get("events").runId()).isEqualTo(first);
        assertThat(world.tables.get("events").words())
                .as("who goes back wants the columns that there were")
                .containsExactly(PublishOption.CHANGE_COLUMNS);
        aDayOfTicks();
        assertThat(world.tables.get("events").runId()).isEqualTo(first);
        assertThat(world.clusters).hasSize(2);
        assertThat(say("status").path("held").asText()).contains("rolled back to " + first);
        world.upload("events.csv", "event,itemid\nview,4\n");
        aDayOfTicks();
        assertThat(world.clusters).hasSize(2);
        say("release");
        world.lookAfter(Duration.ofMinutes(3));
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(3);
    }

    @Test
    void sendsANoticeAgainWhileAPersonWaits() {
        world.succeed(world.launched());
        publishAnother();
        world.noticesFail = true;
        world.meanwhile = () -> world.noticesFail = false;
        assertThat(say("rollback").path("message").asText())
                .as("what is said of it")
                .doesNotContain("could not be sent");
        assertThat(world.ledger.read(World.DATASET).orElseThrow().head().run())
                .as("the run that is still in hand")
                .isEmpty();
    }

    @Test
    void hearsAWordThatComesBetweenARunsEndAndItsNotice() {
        world.succeed(world.launched());
        String first = world.finished().id();
        world.upload("events.csv", "event,itemid\nview,2\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        World.FakeCluster second = world.latest();
        world.startStep(second);
        world.look();
        world.finishStep(second);
        world.look();
        world.noticesFail = true;
        world.end(second);
        world.look(Optional.empty(), "the teller");
        world.meanwhile = () -> {
            world.noticesFail = false;
            world.look(Optional.empty(), "the teller");
        };
        JsonNode answer = say("rollback");
        assertThat(answer.path("run").path("kind").asText()).as("%s", answer).isEqualTo("ROLLBACK");
        assertThat(world.tables.get("events").runId()).isEqualTo(first);
    }

    private void publishAnother() {
        world.upload("events.csv", "event,itemid\nview,2\nview,3\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
    }

    @Test
    void cancelsARunThatWouldBeLaunchedAgain() {
        World.FakeCluster cluster = world.launched();
        cluster.endCause = ClusterStatus.EndCause.CAPACITY;
        cluster.state = "TERMINATING";
        world.look();
        assertThat(say("cancel").at("/run/state").asText()).isEqualTo("ENDING");
        world.end(cluster);
        aDayOfTicks();
        assertThat(world.clusters).hasSize(1);
        assertThat(world.finished().state().name()).isEqualTo("CANCELLED");
    }

    @Test
    void cancelsWhatWouldBeTriedAgain() {
        world.end(world.launched());
        world.look();
        assertThat(world.look()).startsWith("tried again at");
        say("cancel");
        aDayOfTicks();
        assertThat(world.clusters).hasSize(1);
        assertThat(world.look()).startsWith("parked").endsWith("ada said cancel: a test");
    }

    @Test
    void goesBackOneGenerationForOneWordHoweverOftenItArrives() {
        world.succeed(world.launched());
        publishAnother();
        String second = world.finished().id();
        publishYetAnother();
        say("rollback");
        assertThat(world.tables.get("events").runId()).isEqualTo(second);
        assertThat(say("rollback").path("message").asText()).startsWith("The rollback was done already");
        assertThat(world.tables.get("events").runId()).isEqualTo(second);
    }

    @Test
    void goesFurtherBackWhereAPersonSaysItForAnotherReason() {
        world.succeed(world.launched());
        String first = world.finished().id();
        publishAnother();
        publishYetAnother();
        say("rollback");
        world.command(
                "{\"command\":\"rollback\",\"dataset\":\"shop\",\"by\":\"ada\",\"reason\":\"that one is wrong too\"}");
        assertThat(world.tables.get("events").runId()).isEqualTo(first);
        assertThat(world.command(
                                "{\"command\":\"rollback\",\"dataset\":\"shop\",\"by\":\"ada\",\"reason\":\"and that\"}")
                        .path("message")
                        .asText())
                .startsWith("there is no generation before the present one");
    }

    private void publishYetAnother() {
        world.upload("events.csv", "event,itemid\nview,4\nview,5\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
    }

    @Test
    void drainsThoughADatasetFileIsWrongNow() {
        world.succeed(world.launched());
        world.put("s3://state/datasets/shop.yaml", "dataset: [");
        World.FakeCluster stray = world.stray("mayfly/test/shop/20260101T000000Z-00000000/a1", "test");
        JsonNode first = world.command(DRAIN);
        assertThat(first.path("ok").asBoolean()).isFalse();
        assertThat(first.path("message").asText()).contains(stray.id + " is being terminated");
        assertThat(stray.state).isEqualTo("TERMINATING");
        world.end(stray);
        assertThat(world.command(DRAIN).path("ok").asBoolean()).isTrue();
        assertThat(world.ledger.read(World.DATASET).orElseThrow().head().held()).isPresent();
    }

    @Test
    void isNotDrainedWhileNobodyKnowsWhetherAClusterWasLaunched() {
        world.nextLaunchAnswer = Optional.of(new ActionResult.Ambiguous("timed out"));
        world.listingLags = true;
        world.launched();
        JsonNode answer = world.command(DRAIN);
        assertThat(answer.path("ok").asBoolean()).isFalse();
        assertThat(answer.path("message").asText()).contains("was not seen gone");
    }

    @Test
    void holdsATableThatLostMostOfItsRowsUntilSomebodyApproves() {
        world.rows = 100;
        world.succeed(world.launched());
        String first = world.finished().id();
        world.rows = 10;
        world.upload("events.csv", "event,itemid\nview,2\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
        assertThat(world.finished().state().name()).isEqualTo("HELD");
        assertThat(world.tables.get("events").runId()).isEqualTo(first);
        aDayOfTicks();
        assertThat(world.clusters).hasSize(2);
        assertThat(world.notices).hasSize(2);
        assertThat(world.look()).contains("events has 10 rows after 100").contains("approve");

        String held = world.finished().id();
        assertThat(say("approve").path("run").path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(world.tables.get("events").runId()).isEqualTo(held);
        assertThat(world.clusters).hasSize(2);
        assertThat(world.lookAfter(Duration.ofMinutes(1))).startsWith("nothing new");
    }

    @Test
    void holdsWhenAFileVanishedUntilItIsBack() {
        world.upload("events-2.csv", "event,itemid\nview,9\n");
        world.succeed(world.launched());
        world.remove("events-2.csv");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(1);
        assertThat(world.finished().state().name()).isEqualTo("HELD");
        assertThat(world.look()).contains("s3://raw/shop/events-2.csv was used").contains("Restore it");
        world.upload("events-2.csv", "event,itemid\nview,9\n");
        world.lookAfter(Duration.ofMinutes(3));
        aDayOfTicks();
        assertThat(world.clusters).hasSize(2);
        assertThat(world.notices).extracting(run -> run.state().name()).containsExactly("SUCCEEDED", "HELD");
    }

    @Test
    void stopsEverythingWhileAPersonHoldsTheDataset() {
        assertThat(say("hold").path("held").asText()).startsWith("by ada since").endsWith("a test");
        world.upload("events.csv", "event,itemid\nview,1\n");
        aDayOfTicks();
        assertThat(world.clusters).isEmpty();
        assertThat(say("run").path("message").asText()).startsWith("held by ada");
        say("release");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void makesOneRunOfTwoRerunsInOneSecond() {
        world.succeed(world.launched());
        JsonNode first = say("rerun");
        JsonNode second = say("rerun");
        assertThat(world.clusters).hasSize(2);
        assertThat(second.path("run").path("runId")).isEqualTo(first.path("run").path("runId"));
        assertThat(second.path("message").asText()).contains("one run at a time");
    }

    @Test
    void plansWithoutWritingOrLaunching() {
        world.upload("events.csv", "event,itemid\nview,1\n");
        int before = world.ledger.writes();
        JsonNode plan = say("plan");
        assertThat(plan.at("/wouldLaunch/template").asText()).isEqualTo("small");
        assertThat(plan.at("/wouldLaunch/worstCaseUsd").decimalValue()).isPositive();
        world.define("small", "0.5");
        assertThat(say("plan").path("message").asText())
                .contains("more than a run's 0.5000 USD")
                .contains("template single would do with 0.");
        world.define("medium", "0.5");
        assertThat(say("plan").path("problems")).hasSize(1);
        assertThat(world.ledger.writes()).isEqualTo(before);
        assertThat(world.clusters).isEmpty();
    }

    @Test
    void namesAllThatStandsInTheWayAtOnce() {
        world.define("medium", "0.5");
        say("hold");
        assertThat(say("plan").path("problems"))
                .extracting(JsonNode::asText)
                .satisfiesExactly(
                        held -> assertThat(held).startsWith("held by ada since"),
                        files -> assertThat(files).contains("events"),
                        budget -> assertThat(budget).contains("more than a run's 0.5000 USD"));
    }

    @Test
    void takesABudgetUpToTheCeilingAndRefusesMore() {
        world.define("small", "0.5");
        world.upload("events.csv", "event,itemid\nview,1\n");
        int before = world.ledger.writes();
        for (String said : List.of(
                "{\"command\":\"rerun\",\"budgetUsd\":6," + WHO,
                "{\"command\":\"run\",\"budgetUsd\":6," + WHO,
                "{\"command\":\"plan\",\"budgetUsd\":6,\"dataset\":\"shop\"}")) {
            JsonNode refused = world.command(said);
            assertThat(refused.path("ok").asBoolean(true)).as(said).isFalse();
            assertThat(refused.path("message").asText()).contains("above the deployment's ceiling of 5.0000 USD");
        }
        assertThat(world.ledger.writes()).isEqualTo(before);
        assertThat(world.clusters).isEmpty();
        world.command("{\"command\":\"rerun\",\"budgetUsd\":3," + WHO);
        assertThat(world.clusters).hasSize(1);
        assertThat(world.run().budget().amount()).isEqualByComparingTo("3");
    }

    @Test
    void asksWhoAndWhyWhereARunMayCostMoreThanItsOwnerSays() {
        world.define("small", "0.5");
        world.upload("events.csv", "event,itemid\nview,1\n");
        assertThat(world.command("{\"command\":\"run\",\"dataset\":\"shop\",\"budgetUsd\":3}")
                        .path("message")
                        .asText())
                .startsWith("\"by\" is required; it is recorded in the run history");
        assertThat(world.command("{\"command\":\"run\",\"dataset\":\"shop\",\"budgetUsd\":3,\"by\":\"ada\"}")
                        .path("message")
                        .asText())
                .startsWith("\"reason\" is required; it is recorded in the run history");
        assertThat(world.clusters).isEmpty();
        world.command("{\"command\":\"run\",\"budgetUsd\":3," + WHO);
        assertThat(world.run().budget().amount()).isEqualByComparingTo("3");
    }

    @Test
    void plansWithTheBudgetThatIsSaid() {
        world.define("small", "0.5");
        world.upload("events.csv", "event,itemid\nview,1\n");
        assertThat(say("plan").path("wouldLaunch").isNull()).isTrue();
        JsonNode enough = world.command("{\"command\":\"plan\",\"dataset\":\"shop\",\"budgetUsd\":3}");
        assertThat(enough.at("/wouldLaunch/budgetUsd").decimalValue()).isEqualByComparingTo("3");
        assertThat(enough.path("next").asText()).isEqualTo("Run `rerun` with this budgetUsd.");
        JsonNode little = world.command("{\"command\":\"plan\",\"dataset\":\"shop\",\"budgetUsd\":0.25}");
        assertThat(little.path("wouldLaunch").isNull()).isTrue();
        assertThat(little.path("problems"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.asText()).contains("more than a run's 0.2500 USD"));
        assertThat(world.clusters).isEmpty();
    }

    @Test
    void namesATemplateThatThenIndeedWouldDo() {
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.define("medium", "0.5");
        Matcher remedy = Pattern.compile("template (\\S+) would do with (\\S+) USD")
                .matcher(say("plan").path("message").asText());
        assertThat(remedy.find()).isTrue();
        world.define(remedy.group(1), "0.5");
        JsonNode plan = say("plan");
        assertThat(plan.at("/wouldLaunch/template").asText()).isEqualTo(remedy.group(1));
        assertThat(plan.at("/wouldLaunch/worstCaseUsd").decimalValue()).isEqualByComparingTo(remedy.group(2));
    }

    @Test
    void answersWithTheRunAndItsWorstCase() {
        world.upload("events.csv", "event,itemid\nview,1\n");
        namesTheRun(say("run"));
        namesTheRun(say("cancel"));
        world.end(world.latest());
        world.look();
        namesTheRun(say("rerun"));
        assertThat(world.clusters).hasSize(2);
    }

    private void namesTheRun(JsonNode answer) {
        assertThat(answer.at("/run/runId").asText()).isEqualTo(world.run().id());
        assertThat(answer.at("/run/cost/worstCaseUsd").decimalValue())
                .isEqualByComparingTo(world.run().attempt().reserved().amount())
                .isPositive();
    }

    @Test
    void understandsEverySampleThatLiesInTheRepository() throws IOException {
        world.succeed(world.launched());
        try (Stream<Path> samples = Files.list(Path.of("src/test/resources/events/commands"))) {
            List<Path> all = samples.sorted().toList();
            assertThat(all)
                    .extracting(sample -> sample.getFileName().toString())
                    .as("one for every command that is accepted")
                    .containsExactlyInAnyOrderElementsOf(accepted());
            for (Path sample : all) {
                JsonNode answer = world.command(Files.readString(sample));
                assertThat(answer.path("ok").asBoolean())
                        .as("%s: %s", sample, answer)
                        .isTrue();
                assertThat(answer.path("message").asText()).as("%s", sample).isNotEmpty();
                assertThat(answer.path("next").asText()).as("%s", sample).isNotEmpty();
            }
        }
    }

    private static Set<String> accepted() throws IOException {
        Set<String> files = new TreeSet<>();
        for (String example : Commands.ACCEPTED) {
            files.add(new ObjectMapper().readTree(example).path("command").asText() + ".json");
        }
        return files;
    }

    @Test
    void refusesAKeyThatItDoesNotKnowWhateverTheCommand() {
        World.FakeCluster orphan = world.stray("mayfly/test/shop/20260101T000000Z-00000000/a1", "test");
        JsonNode mistyped = world.command("{\"command\":\"reap\",\"dryrun\":true}");
        assertThat(mistyped.path("ok").asBoolean()).isFalse();
        assertThat(mistyped.path("message").asText())
                .startsWith("Unknown field 'dryrun' (did you mean 'dryRun'?) for `reap` (allowed: [dryRun])");
        assertThat(world.command("{\"command\":\"reap\",\"dryRun\":\"yes\"}")
                        .path("message")
                        .asText())
                .isEqualTo("dryRun is \"yes\"; true or false would be right");
        assertThat(orphan.state).isEqualTo("STARTING");
        assertThat(world.command("{\"command\":\"runs\",\"dataset\":\"shop\",\"limit\":\"many\"}")
                        .path("message")
                        .asText())
                .isEqualTo("limit is \"many\"; a whole number above 0 would be right");
    }

    @Test
    void answersWhatWentWrongWhereALookFails() {
        world.unlistable.put(
                "s3://raw/shop/", new IllegalStateException("more than 50000 objects lie below: join them"));
        for (String word : List.of("plan", "run", "rerun", "approve")) {
            JsonNode answer = say(word);
            assertThat(answer.path("ok").asBoolean(true)).as(word).isFalse();
            assertThat(answer.path("message").asText())
                    .as(word)
                    .isEqualTo("The command failed: more than 50000 objects lie below: join them");
            assertThat(answer.path("next").asText()).as(word).startsWith("Fix the problem above");
        }
        world.unlistable.put("s3://raw/shop/", new UncheckedIOException(new IOException("connection reset")));
        JsonNode answer = say("run");
        assertThat(answer.path("ok").asBoolean(true)).isFalse();
        assertThat(answer.path("message").asText()).endsWith("connection reset");
        assertThat(answer.path("next").asText()).startsWith("Run `status` in a minute");
        assertThat(world.clusters).isEmpty();
    }

    @Test
    void answersWhatWentWrongWhereADocumentOfItsOwnCannotBeRead() {
        world.succeed(world.launched());
        world.ledger.damage("shop");
        for (String word : List.of("status", "runs", "plan", "run", "hold", "cancel")) {
            JsonNode answer = say(word);
            assertThat(answer.path("ok").asBoolean(true)).as(word).isFalse();
            assertThat(answer.path("command").asText()).isEqualTo(word);
            assertThat(answer.path("message").asText()).as(word).contains("shop cannot be read");
            assertThat(answer.path("next").asText()).as(word).startsWith("Fix the problem above");
            assertThat(answer.has("accepted")).as("it was understood").isFalse();
        }
        assertThat(world.command(DRAIN).path("message").asText())
                .startsWith("Drain incomplete: shop could not be stopped: ");
    }

    @Test
    void stopsADatasetWhoseFilesCannotBeListed() {
        World.FakeCluster cluster = world.launched();
        world.end(cluster);
        world.look();
        world.unlistable.put(
                "s3://raw/shop/", new IllegalStateException("more than 50000 objects lie below: join them"));
        assertThat(say("hold").path("held").asText()).startsWith("by ada since");
        assertThat(say("cancel").path("ok").asBoolean()).isTrue();
        assertThat(world.command(DRAIN).path("ok").asBoolean()).isTrue();
    }

    @Test
    void saysWhetherAWordWasDone() {
        assertThat(say("cancel").path("done").asBoolean(true)).isFalse();
        world.launched();
        assertThat(say("rerun").path("done").asBoolean(true))
                .as("one run at a time")
                .isFalse();
        assertThat(say("cancel").path("done").asBoolean()).isTrue();
        assertThat(say("hold").path("done").asBoolean()).isTrue();
        assertThat(say("run").path("done").asBoolean(true)).isFalse();
        assertThat(say("release").path("done").asBoolean()).isTrue();
    }

    @Test
    void namesReleaseWhereADatasetIsHeld() {
        assertThat(say("hold").path("next").asText()).isEqualTo("no run starts until `release`");
        assertThat(say("release").path("next").asText()).isEqualTo("Upload files, or run `run`.");
    }

    @Test
    void refusesAKeyThatTheCommandDoesNotTake() {
        World.FakeCluster cluster = world.launched();
        int before = world.ledger.writes();
        for (String said : List.of(
                "{\"command\":\"drain\",\"dryRun\":true,\"by\":\"ada\",\"reason\":\"a test\"}",
                "{\"command\":\"drain\"," + WHO,
                "{\"command\":\"run\",\"dryRun\":true," + WHO,
                "{\"command\":\"rerun\",\"dryRun\":true," + WHO,
                "{\"command\":\"cancel\",\"run\":\"20260101T000000Z-0a1b2c3d\"," + WHO,
                "{\"command\":\"hold\",\"to\":\"20260101T000000Z-0a1b2c3d\"," + WHO,
                "{\"command\":\"status\"," + WHO,
                "{\"command\":\"reap\",\"dataset\":\"shop\"}")) {
            JsonNode answer = world.command(said);
            assertThat(answer.path("ok").asBoolean(true)).as(said).isFalse();
            assertThat(answer.path("message").asText())
                    .as(said)
                    .contains("Unknown field ", " (allowed: [", "Nothing was changed.");
        }
        assertThat(world.ledger.writes()).isEqualTo(before);
        assertThat(cluster.state).isEqualTo("STARTING");
    }

    @Test
    void refusesWhatIsThereAndSaysNothing() {
        world.succeed(world.launched());
        publishAnother();
        int before = world.ledger.writes();
        for (String to : List.of("\"\"", "\" \"", "7", "[\"20260101T000000Z-0a1b2c3d\"]", "null")) {
            JsonNode answer = world.command("{\"command\":\"rollback\",\"to\":" + to + "," + WHO);
            assertThat(answer.path("ok").asBoolean(true)).as(to).isFalse();
            assertThat(answer.path("message").asText())
                    .startsWith("to is " + to)
                    .endsWith("text would be right: the id of the run that made a generation");
        }
        for (String key : List.of("dataset", "by", "reason")) {
            ObjectNode said = said("hold");
            assertThat(world.command(said.put(key, " ").toString())
                            .path("message")
                            .asText())
                    .startsWith(key + " is \" \"; text would be right");
            assertThat(world.command(said.put(key, 7).toString())
                            .path("message")
                            .asText())
                    .startsWith(key + " is 7; text would be right");
        }
        assertThat(world.command("{\"command\":\"status\",\"run\":7}")
                        .path("message")
                        .asText())
                .startsWith("run is 7; text would be right");
        for (String budget : List.of("0", "-1", "\"3\"", "null", "1e999")) {
            assertThat(world.command("{\"command\":\"plan\",\"dataset\":\"shop\",\"budgetUsd\":%s}".formatted(budget))
                            .path("message")
                            .asText())
                    .as(budget)
                    .startsWith("budgetUsd is ")
                    .endsWith("a number above 0 would be right");
        }
        assertThat(world.command("{\"command\":\"reap\",\"dryRun\":null}")
                        .path("message")
                        .asText())
                .isEqualTo("dryRun is null; true or false would be right");
        assertThat(world.ledger.writes()).isEqualTo(before);
    }

    @Test
    void asksWhichDatasetWhereNoneIsNamed() {
        for (String word : List.of("run", "plan", "status", "runs")) {
            JsonNode answer = world.command("{\"command\":\"%s\"}".formatted(word));
            assertThat(answer.path("ok").asBoolean(true)).isFalse();
            assertThat(answer.path("message").asText())
                    .isEqualTo("\"dataset\" is required for `%s`; there are [shop]".formatted(word));
        }
    }

    @Test
    void asksWhoAndWhyWhereHistoryShouldKnow() {
        int before = world.ledger.writes();
        for (String verb : List.of(
                "rerun", "cancel", "hold", "release", "approve", "rollback", "pin", "unpin", "audit", "drain")) {
            for (String missing : List.of("by", "reason")) {
                ObjectNode said = said(verb);
                said.remove(missing);
                JsonNode answer = world.command(said.toString());
                assertThat(answer.path("ok").asBoolean(true)).as("%s", said).isFalse();
                assertThat(answer.path("message").asText())
                        .as("%s", said)
                        .startsWith("\"%s\" is required; it is recorded in the run history, for example"
                                .formatted(missing));
            }
        }
        assertThat(world.ledger.writes()).isEqualTo(before);
    }

    private static ObjectNode said(String verb) {
        ObjectNode said = new ObjectMapper()
                .createObjectNode()
                .put("command", verb)
                .put("by", "ada")
                .put("reason", "a test");
        return verb.equals("drain") ? said : said.put("dataset", "shop");
    }

    @Test
    void namesWhatSomebodyMayHaveMeant() {
        assertThat(world.command("{\"command\":\"status\",\"dataset\":\"shp\"}")
                        .path("message")
                        .asText())
                .isEqualTo("there is no dataset 'shp' (did you mean 'shop'?); there are [shop]");
        assertThat(world.command("{\"command\":\"stauts\",\"dataset\":\"shop\"}")
                        .path("message")
                        .asText())
                .startsWith("there is no command 'stauts' (did you mean 'status'?)");
    }

    @Test
    void reportsEveryProblemOfADatasetFile() {
        world.put(
                "s3://state/datasets/shop.yaml",
                "dataset: shop\nsource: s3://raw/shop\ncurated: s3://curated/shop/\ndatabase: Shop Data\ncolour: red\ntables:\n  events:\n    files: /x\n    columns: { a: number }\n");
        JsonNode answer = say("plan");
        assertThat(answer.path("ok").asBoolean()).isFalse();
        assertThat(answer.path("problems")).hasSizeGreaterThanOrEqualTo(5);
        assertThat(answer.path("problems").toString()).contains("colour", "source", "database", "files", "number");
    }

    @Test
    void drainsUntilNothingIsAlive() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        JsonNode first = world.command(DRAIN);
        assertThat(cluster.state).isEqualTo("TERMINATING");
        assertThat(first.path("datasets").path("shop").asText()).contains("TERMINATING");
        world.end(cluster);
        world.look();
        JsonNode second = world.command(DRAIN);
        assertThat(second.path("ok").asBoolean()).isTrue();
        world.upload("events.csv", "event,itemid\nview,2\n");
        aDayOfTicks();
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void reapsWhatNoLedgerStandsForAndNothingElse() {
        World.FakeCluster ours = world.launched();
        World.FakeCluster orphan = world.stray("mayfly/test/shop/20260101T000000Z-00000000/a1", "test");
        World.FakeCluster others = world.stray("mayfly/other/shop/20260101T000000Z-00000000/a1", "other");
        World.FakeCluster posing = world.stray("mayfly/test/shop/20260101T000000Z-11111111/a1", "other");
        assertThat(world.command("{\"command\":\"reap\",\"dryRun\":true}").path("orphans"))
                .hasSize(2);
        assertThat(orphan.state).isEqualTo("STARTING");
        assertThat(world.command("{\"command\":\"reap\"}").path("orphans")).hasSize(1);
        assertThat(orphan.state).isEqualTo("TERMINATING");
        assertThat(ours.state).isEqualTo("STARTING");
        assertThat(others.state).isEqualTo("STARTING");
        assertThat(posing.state).isEqualTo("STARTING");
        assertThat(world.reaped).singleElement().asString().contains(orphan.id, "is not active");
    }

    private JsonNode say(String verb) {
        return world.command(
                BY_ANYBODY.contains(verb)
                        ? "{\"command\":\"%s\",\"dataset\":\"shop\"}".formatted(verb)
                        : "{\"command\":\"" + verb + "\"," + WHO);
    }

    private void aDayOfTicks() {
        for (int minute = 0; minute < 24 * 60; minute++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
    }
}
