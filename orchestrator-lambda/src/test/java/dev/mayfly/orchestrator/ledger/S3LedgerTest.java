package dev.mayfly.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.mayfly.orchestrator.run.DatasetState;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Answers that no real server can be made to give at will: the rules that settle whose a write of a head was. */
class S3LedgerTest {
    private static final DatasetState NEXT = DatasetState.empty("shop").stamped("our-nonce");
    private static final DatasetState OTHER = DatasetState.empty("shop").stamped("another-nonce");

    private final S3Client reading = mock(S3Client.class);
    private final S3Client writing = mock(S3Client.class);
    private final S3Ledger ledger = new S3Ledger(reading, () -> writing, "state");

    @Test
    void winsWithTheTagThatTheNextWriteNeeds() {
        answers(PutObjectResponse.builder().eTag("\"2\"").build());

        assertThat(swap()).isEqualTo(new Ledger.Swap.Won(new Ledger.Stored(NEXT, "\"2\"")));
    }

    @Test
    void createsOnlyWhereThereIsNoHeadAndReplacesOnlyTheOneThatWasRead() {
        answers(PutObjectResponse.builder().eTag("\"2\"").build());

        ledger.swap(Optional.empty(), NEXT);
        ledger.swap(Optional.of(new Ledger.Stored(OTHER, "\"1\"")), NEXT);

        ArgumentCaptor<PutObjectRequest> sent = ArgumentCaptor.forClass(PutObjectRequest.class);
        verify(writing, times(2)).putObject(sent.capture(), any(RequestBody.class));
        assertThat(sent.getAllValues().get(0).ifNoneMatch()).isEqualTo("*");
        assertThat(sent.getAllValues().get(0).ifMatch()).isNull();
        assertThat(sent.getAllValues().get(1).ifMatch()).isEqualTo("\"1\"");
        assertThat(sent.getAllValues().get(1).ifNoneMatch()).isNull();
    }

    @Test
    void losesAtAConflictWithoutReading() {
        fails(status(409));

        assertThat(swap()).isInstanceOf(Ledger.Swap.Lost.class);
        verify(reading, times(0)).getObjectAsBytes(anyRead());
    }

    /** An earlier try of the same request may have arrived, whatever the later one was answered. */
    @ParameterizedTest
    @ValueSource(ints = {412, 500, 502, 503})
    void winsWhereItsOwnNonceIsThereWhateverWasAnswered(int status) {
        fails(status(status));
        isThere(NEXT);

        assertThat(swap()).isEqualTo(new Ledger.Swap.Won(new Ledger.Stored(NEXT, "\"9\"")));
    }

    @ParameterizedTest
    @ValueSource(ints = {412, 500, 502, 503})
    void losesWhereAnotherNonceIsThere(int status) {
        fails(status(status));
        isThere(OTHER);

        assertThat(swap()).isInstanceOf(Ledger.Swap.Lost.class);
    }

    @Test
    void winsWhereTheAnswerWasLostAndItsOwnNonceIsThere() {
        fails(ApiCallTimeoutException.create(20_000));
        isThere(NEXT);

        assertThat(swap()).isInstanceOf(Ledger.Swap.Won.class);
    }

    @Test
    void losesWhereACreationWasLostAndNothingIsThere() {
        fails(SdkClientException.create("the connection was closed"));
        when(reading.getObjectAsBytes(anyRead()))
                .thenThrow(NoSuchKeyException.builder().build());

        assertThat(ledger.swap(Optional.empty(), NEXT)).isInstanceOf(Ledger.Swap.Lost.class);
    }

    @Test
    void cannotTellWhereItCanNeitherWriteNorRead() {
        fails(status(503));
        when(reading.getObjectAsBytes(anyRead())).thenThrow(status(503));

        assertThat(swap()).isInstanceOf(Ledger.Swap.Unknown.class);
    }

    /** A permission that is missing is no race: nobody else was faster. */
    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void cannotTellWhereTheWriteWasRefused(int status) {
        fails(status(status));

        assertThat(swap())
                .isInstanceOfSatisfying(
                        Ledger.Swap.Unknown.class,
                        unknown -> assertThat(unknown.why()).startsWith("the ledger refused the write: "));
    }

    @Test
    void refusesAHeadThatCannotBeReadByItsKey() {
        when(reading.getObjectAsBytes(anyRead()))
                .thenReturn(ResponseBytes.fromByteArray(
                        GetObjectResponse.builder().eTag("\"9\"").build(), new byte[] {'{'}));

        assertThatThrownBy(() -> ledger.read("shop"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("s3://state/ledger/shop/head.json cannot be read");
    }

    private static Consumer<GetObjectRequest.Builder> anyRead() {
        return any();
    }

    private Ledger.Swap swap() {
        return ledger.swap(Optional.of(new Ledger.Stored(OTHER, "\"1\"")), NEXT);
    }

    private void answers(PutObjectResponse answer) {
        when(writing.putObject(any(PutObjectRequest.class), any(RequestBody.class)))
                .thenReturn(answer);
    }

    private void fails(RuntimeException failure) {
        when(writing.putObject(any(PutObjectRequest.class), any(RequestBody.class)))
                .thenThrow(failure);
    }

    private void isThere(DatasetState head) {
        when(reading.getObjectAsBytes(anyRead()))
                .thenReturn(ResponseBytes.fromByteArray(
                        GetObjectResponse.builder().eTag("\"9\"").build(), LedgerJson.bytes(head)));
    }

    private static RuntimeException status(int status) {
        return S3Exception.builder()
                .statusCode(status)
                .message("status " + status)
                .build();
    }
}
