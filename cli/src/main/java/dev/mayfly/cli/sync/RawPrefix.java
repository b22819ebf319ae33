package dev.mayfly.cli.sync;

/** A bucket and a prefix that ends in a slash. */
public record RawPrefix(String bucket, String prefix) {
    /** Reads {@code s3://bucket/prefix/}. */
    public static RawPrefix of(String uri) {
        if (!uri.matches("s3://[^/]+/(.+/)?")) {
            throw new IllegalArgumentException(
                    "'%s' is no prefix: s3://bucket/folder/ would be, with a slash at its end".formatted(uri));
        }
        int slash = uri.indexOf('/', "s3://".length());
        return new RawPrefix(uri.substring("s3://".length(), slash), uri.substring(slash + 1));
    }
}
