package dev.mayfly.contract;

import java.net.URI;

/** An input as it was when the run was decided: the step reads exactly these bytes or fails. {@code etag} is opaque, without quotes; {@code bytes} is its size. */
public record InputFile(URI uri, String etag, long bytes) {
    public InputFile {
        Guards.present("uri of an input", uri);
        Guards.present("etag of " + uri, etag);
        Guards.notNegative("the size of " + uri, bytes);
    }
}
