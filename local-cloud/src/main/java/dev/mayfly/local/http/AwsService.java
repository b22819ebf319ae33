package dev.mayfly.local.http;

/** One AWS service behind the front port, found by the service name in a request's SigV4 credential scope. */
public interface AwsService {
    /** The name as it stands in the credential scope: {@code glue}, {@code elasticmapreduce}, {@code sqs}… */
    String signingName();

    /** Answers one request; an {@link AwsError} becomes the service's own error shape. */
    AwsResponse handle(AwsRequest request);
}
