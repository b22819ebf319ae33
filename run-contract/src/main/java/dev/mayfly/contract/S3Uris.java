package dev.mayfly.contract;

import java.net.URI;
import java.net.URISyntaxException;

/** Object addresses as URIs: any key can be one, and comes back as it was. */
public final class S3Uris {
    private static final String SCHEME = "s3://";

    /** The address of a key, quoted where a URI needs it. */
    public static URI of(String bucket, String key) {
        try {
            return new URI("s3", bucket, "/" + key, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'%s' in bucket %s cannot be addressed".formatted(key, bucket), e);
        }
    }

    /** The bucket of an address. */
    public static String bucket(URI uri) {
        return uri.getAuthority();
    }

    /** The key of an address, unquoted. */
    public static String key(URI uri) {
        return uri.getPath().substring(1);
    }

    /** An address as catalogs keep it: {@code s3://bucket/key} with the key as it is, nothing quoted. */
    public static String text(URI uri) {
        return "s3://%s/%s".formatted(bucket(uri), key(uri));
    }

    /** An address as people see it: nothing quoted, so that the name is the one that a listing has. Of any file system. */
    public static String shown(URI uri) {
        if (uri.getAuthority() != null) {
            return text(uri);
        }
        return uri.getScheme() + (uri.getRawSchemeSpecificPart().startsWith("//") ? "://" : ":") + uri.getPath();
    }

    /** The address that a catalog keeps as such a text. */
    public static URI ofText(String text) {
        int slash = text.indexOf('/', SCHEME.length());
        if (!text.startsWith(SCHEME) || slash <= SCHEME.length()) {
            throw new IllegalArgumentException("'%s' is no address: s3://bucket/key would be".formatted(text));
        }
        return of(text.substring(SCHEME.length(), slash), text.substring(slash + 1));
    }

    private S3Uris() {}
}
