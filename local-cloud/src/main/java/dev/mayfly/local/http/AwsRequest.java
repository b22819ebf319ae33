package dev.mayfly.local.http;

import java.util.Map;
import java.util.Optional;

/** A request as it came over the wire, its body whole; header names are in small letters, the path is not decoded, the query may be empty. */
public record AwsRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {
    /** The operation that the JSON protocols name in X-Amz-Target: what stands behind the last point. */
    public Optional<String> operation() {
        return Optional.ofNullable(headers.get("x-amz-target"))
                .map(target -> target.substring(target.lastIndexOf('.') + 1));
    }
}
