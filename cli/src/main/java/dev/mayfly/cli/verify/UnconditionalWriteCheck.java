package dev.mayfly.cli.verify;

import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tries to overwrite and to delete in the ledger without saying what is believed to be there, with an administrator's key. */
final class UnconditionalWriteCheck implements Check {
    private static final int FORBIDDEN = 403;

    @Override
    public String assumption() {
        return "A bucket policy with `Null` on `s3:if-match` and `s3:if-none-match` refuses unconditional puts, an administrator's too";
    }

    @Override
    public Finding run(Target site) {
        if (site.embedded()) {
            return Finding.notChecked("the embedded cloud judges no policy");
        }
        String key = "ledger/verify-" + UUID.randomUUID() + "/head.json";
        try (S3Client s3 = site.clients().build(S3Client.builder())) {
            String bucket = site.names().bucket("state");
            boolean unconditional = refused(
                    s3, client -> client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("{}")));
            boolean conditional = refused(
                    s3,
                    client -> client.putObject(
                            put -> put.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromString("{}")));
            boolean deleted = refused(
                    s3,
                    client ->
                            client.deleteObject(delete -> delete.bucket(bucket).key(key)));
            return Finding.of(
                    unconditional && !conditional && deleted,
                    "refused: unconditional put %s, conditional put %s, delete %s"
                            .formatted(unconditional, conditional, deleted));
        }
    }

    private static boolean refused(S3Client s3, Consumer<S3Client> call) {
        try {
            call.accept(s3);
            return false;
        } catch (S3Exception e) {
            if (e.statusCode() == FORBIDDEN) {
                return true;
            }
            throw e;
        }
    }
}
