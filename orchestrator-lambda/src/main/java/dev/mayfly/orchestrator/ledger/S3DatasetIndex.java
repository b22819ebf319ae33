package dev.mayfly.orchestrator.ledger;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;

/** The folders below {@code ledger/}, one a dataset. */
public final class S3DatasetIndex implements DatasetIndex {
    private static final String PREFIX = "ledger/";
    private final S3Client s3;
    private final String bucket;

    @Inject
    public S3DatasetIndex(S3Client s3, @Named("state") String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public List<String> datasets() {
        return s3
                .listObjectsV2Paginator(request ->
                        request.bucket(bucket).prefix(PREFIX).delimiter("/").encodingType(EncodingType.URL))
                .commonPrefixes()
                .stream()
                .map(folder -> folder.prefix()
                        .substring(PREFIX.length(), folder.prefix().length() - 1))
                .toList();
    }
}
