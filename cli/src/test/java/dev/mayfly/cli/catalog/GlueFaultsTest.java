package dev.mayfly.cli.catalog;

import static dev.mayfly.cli.catalog.CatalogStage.columns;
import static dev.mayfly.cli.catalog.CatalogStage.items;
import static dev.mayfly.cli.catalog.CatalogStage.publication;
import static dev.mayfly.cli.catalog.CatalogStage.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.Faults.Fault;
import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.catalog.Publication;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Whatever goes wrong with a call to Glue: readers see one of the two verified runs in every partition, and the new one in the end. */
class GlueFaultsTest {
    private static final int MOST_TRIES = 5;
    private static final List<Column> COLUMNS = columns("itemid", "bigint", "event", "string");
    private static final Publication OLD = publication("run1", COLUMNS);
    private static final Publication NEW = publication("run2", COLUMNS);
    private static final List<PartitionOutput> BEFORE = items(OLD, 0, 150);
    private static final List<PartitionOutput> AFTER = items(NEW, 50, 260);
    private static final Map<List<String>, String> VERIFIED = wanted(BEFORE);
    private static final List<String> CALLS = List.of(
            "GetTable",
            "UpdateTable",
            "BatchGetPartition",
            "BatchCreatePartition",
            "BatchUpdatePartition",
            "GetPartitions",
            "BatchDeletePartition");

    @TempDir
    private Path folder;

    private CatalogStage stage;

    @BeforeEach
    void open() {
        stage = new CatalogStage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    static Stream<Arguments> everyFault() {
        return Stream.of(
                Arguments.of("throttled", new Fault.Refuse(new AwsError(400, "ThrottlingException", "Rate exceeded"))),
                Arguments.of("refused", new Fault.Refuse(new AwsError(500, "InternalServiceException", "try later"))),
                Arguments.of("done, and answered with an error", new Fault.FailAfterEffect()),
                Arguments.of("done, and never answered", new Fault.LoseResponse()));
    }

    static Stream<Arguments> everyFaultOfEveryCall() {
        return CALLS.stream()
                .flatMap(call -> everyFault().map(fault -> Arguments.of(call, fault.get()[0], fault.get()[1])));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("everyFaultOfEveryCall")
    void comesToTheExactStateAfter(String call, String what, Fault fault) {
        assertThat(stage.publish(OLD, BEFORE)).isInstanceOf(CatalogResult.Confirmed.class);
        long asked = stage.asked(call);
        stage.faults().arm("glue", call, 2, fault);
        assertThat(tries()).as("%s is %s", call, what).isBetween(2, MOST_TRIES);
        assertThat(stage.asked(call)).as("the fault had to hit").isGreaterThan(asked);
    }

    @ParameterizedTest(name = "CreateTable is {0}")
    @MethodSource("everyFault")
    void makesTheTableOnceAfter(String what, Fault fault) {
        stage.faults().arm("glue", "CreateTable", 1, fault);
        assertThat(stage.publish(OLD, BEFORE))
                .as("CreateTable is %s", what)
                .isInstanceOf(CatalogResult.Unfinished.class);
        assertThat(stage.publish(OLD, BEFORE)).isInstanceOf(CatalogResult.Confirmed.class);
        assertThat(stage.shown()).isEqualTo(VERIFIED);
    }

    @ParameterizedTest(name = "DeleteTable is {0}")
    @MethodSource("everyFault")
    void dropsTheTableOfAGenerationAfter(String what, Fault fault) {
        Publication generation = OLD.ofGeneration();
        assertThat(stage.publish(generation, BEFORE)).isInstanceOf(CatalogResult.Confirmed.class);
        stage.faults().arm("glue", "DeleteTable", 1, fault);
        assertThatThrownBy(this::drop).as("DeleteTable is %s", what).isInstanceOf(SdkException.class);
        drop();
        drop();
        assertThat(stage.glue
                        .getTables(request -> request.databaseName(CatalogStage.DATABASE))
                        .tableList())
                .isEmpty();
    }

    private void drop() {
        stage.catalog.drop(CatalogStage.DATABASE, CatalogStage.TABLE, OLD.generation(), OLD.dataset());
    }

    @Test
    void aDatabaseThatCannotBeSeenIsAskedForAgain() {
        stage.faults()
                .arm(
                        "glue",
                        "GetDatabase",
                        1,
                        new Fault.Refuse(new AwsError(500, "InternalServiceException", "later")));
        assertThat(stage.publish(OLD, BEFORE)).isInstanceOf(CatalogResult.Unfinished.class);
        assertThat(stage.publish(OLD, BEFORE)).isInstanceOf(CatalogResult.Confirmed.class);
        assertThat(stage.shown()).isEqualTo(VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BatchCreatePartition", "BatchUpdatePartition", "BatchDeletePartition"})
    void findsTheItemsThatWereRefusedOneByOne(String batch) {
        assertThat(stage.publish(OLD, BEFORE)).isInstanceOf(CatalogResult.Confirmed.class);
        stage.tampering.refuseItems(batch, 1);
        CatalogResult first = stage.publish(NEW, AFTER);
        assertThat(first).as("%s kept items back", batch).isInstanceOf(CatalogResult.Unfinished.class);
        assertThat(tries()).isEqualTo(1);
    }

    @Test
    void asksAgainForKeysThatWereLeftUnprocessed() {
        assertThat(stage.publish(OLD, BEFORE)).isInstanceOf(CatalogResult.Confirmed.class);
        stage.tampering.leaveUnprocessed(3);
        assertThat(tries()).isEqualTo(1);
    }

    @Test
    void movesWhatTurnsOutToBeThereAlreadyAtAnOldLocation() {
        assertThat(stage.publish(OLD, BEFORE)).isInstanceOf(CatalogResult.Confirmed.class);
        stage.tampering.hideItems(1);
        assertThat(stage.publish(NEW, AFTER))
                .as("AlreadyExists is no success while the location is an old one")
                .isEqualTo(new CatalogResult.Unfinished("%d of %d partitions of events are not confirmed"
                        .formatted(TamperedGlue.KEPT_BACK, AFTER.size())));
        assertThat(tries()).isEqualTo(1);
    }

    /** Tries until it is confirmed; what readers see is looked at after each. */
    private int tries() {
        Map<List<String>, String> wanted = wanted(AFTER);
        for (int tried = 1; tried <= MOST_TRIES; tried++) {
            CatalogResult answer = stage.publish(NEW, AFTER);
            stage.faults().clear();
            assertThat(answer).isNotInstanceOf(CatalogResult.Refused.class);
            assertThat(stage.shown())
                    .as("what try %d left", tried)
                    .allSatisfy((values, location) -> assertThat(location)
                            .as("partition %s", values)
                            .isIn(VERIFIED.get(values), wanted.get(values)));
            if (answer instanceof CatalogResult.Confirmed) {
                assertThat(stage.shown()).isEqualTo(wanted);
                return tried;
            }
        }
        return MOST_TRIES + 1;
    }
}
