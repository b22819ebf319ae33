package dev.mayfly.local.http;

import java.util.Map;

/** An answer on its way out. */
public record AwsResponse(int status, Map<String, String> headers, byte[] body) {}
