package dev.mayfly.contract;

import java.net.URI;
import java.net.URISyntaxException;

/** Object addresses as URIs: any key can be one, and comes back as it was. */
public final class S3Uris {
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

    private S3Uris() {}
}
