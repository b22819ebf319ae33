package dev.mayfly.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service that a request was signed for: header or presigned query, both carry {@code key/date/region/service/aws4_request}. */
final class CredentialScope {
    private static final Pattern HEADER = Pattern.compile("Credential=[^/,]+/[^/,]+/[^/,]+/([^/,]+)/aws4_request");
    private static final Pattern QUERY = Pattern.compile("X-Amz-Credential=[^/&]+/[^/&]+/[^/&]+/([^/&]+)/aws4_request");

    private CredentialScope() {}

    static Optional<String> service(String authorization, String query) {
        if (authorization != null) {
            return first(HEADER.matcher(authorization));
        }
        return query == null
                ? Optional.empty()
                : first(QUERY.matcher(URLDecoder.decode(query, StandardCharsets.UTF_8)));
    }

    private static Optional<String> first(Matcher matcher) {
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
