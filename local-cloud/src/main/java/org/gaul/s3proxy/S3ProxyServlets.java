package org.gaul.s3proxy;

import jakarta.servlet.http.HttpServlet;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** S3Proxy's servlet for mounting on a server of one's own; its class is package-private, which is why this one lives in its package. */
public final class S3ProxyServlets {
    /** What S3 takes in one PUT: 5 GiB. */
    private static final long LARGEST_PUT = 5L << 30;

    private S3ProxyServlets() {}

    /** The servlet over a store; signatures are not verified, bodies are streamed. */
    public static HttpServlet over(BlobStore store) {
        return new S3ProxyHandlerJetty(
                store,
                AuthenticationType.NONE,
                "",
                "",
                null,
                LARGEST_PUT,
                32 << 20,
                16 << 20,
                true,
                null,
                "",
                900,
                null);
    }
}
