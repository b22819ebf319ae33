package dev.mayfly.cli.bench.coldstart;

import java.net.URI;
import java.util.Map;

/** What both processes know of AWS: the stub's address and keys that open nothing. */
final class StubCredentials {
    private StubCredentials() {}

    static Map<String, String> variables(URI endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_SESSION_TOKEN", "local",
                "LANG", "en_US.UTF-8",
                "TZ", ":UTC");
    }
}
