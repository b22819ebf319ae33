package dev.mayfly.local.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers of the XML protocols; the few shapes that are needed are written by hand. */
public final class Xml {
    private Xml() {}

    /** An XML body as it stands. */
    public static AwsResponse of(int status, String body) {
        return new AwsResponse(status, Map.of("content-type", "text/xml"), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Text for element content. */
    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** S3's error shape: code and message at the root. */
    static AwsResponse error(AwsError error) {
        return of(
                error.status(),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + error.code() + "</Code><Message>"
                        + escape(error.getMessage()) + "</Message><RequestId>local</RequestId></Error>");
    }
}
