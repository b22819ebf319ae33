package dev.mayfly.simulator.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.simulator.cloud.Account;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Objects as a later version of the function keeps them: its heads have one key more. It reads those that lack the key, as every version
 * reads what came before it, and whoever does not know the key cannot read its heads.
 */
public final class NextVersionS3 extends SimulatedS3 {
    private static final String MARK = "\"novelty\":true,";

    public NextVersionS3(Supplier<Account> account) {
        super(account);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return head(request.key())
                ? super.putObject(request, RequestBody.fromBytes(written(body)))
                : super.putObject(request, body);
    }

    @Override
    public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest request) {
        ResponseBytes<GetObjectResponse> answer = super.getObjectAsBytes(request);
        return head(request.key())
                ? ResponseBytes.fromByteArray(
                        answer.response(), asBefore(answer.asUtf8String()).getBytes(UTF_8))
                : answer;
    }

    private static byte[] written(RequestBody body) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            return new String(in.readAllBytes(), UTF_8)
                    .replaceFirst("\\{", "{" + MARK)
                    .getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a head cannot be read", e);
        }
    }

    /** A head without what only the later version knows. */
    public static String asBefore(String head) {
        return head.replace(MARK, "");
    }

    /** Whether a later version wrote this head. */
    public static boolean wrote(String head) {
        return head.contains(MARK);
    }

    private static boolean head(String key) {
        return key.endsWith("/head.json");
    }
}
