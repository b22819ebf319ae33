package dev.mayfly.local.scheduler;

import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.AwsRequest;
import dev.mayfly.local.http.AwsResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Calls an AWS operation as a schedule's target; only the calls that are listed here are known. */
final class UniversalTarget {
    private static final Map<String, Call> KNOWN = Map.of(
            "arn:aws:scheduler:::aws-sdk:emr:terminateJobFlows",
            new Call("elasticmapreduce", "ElasticMapReduce.TerminateJobFlows"));

    private final BiFunction<String, AwsRequest, AwsResponse> services;

    private record Call(String signingName, String target) {}

    UniversalTarget(BiFunction<String, AwsRequest, AwsResponse> services) {
        this.services = services;
    }

    static void check(String arn) {
        if (!KNOWN.containsKey(arn)) {
            throw new AwsError(
                    400,
                    "ValidationException",
                    "Provided Arn is not in correct format. The embedded cloud knows the targets " + KNOWN.keySet()
                            + ", not " + arn);
        }
    }

    AwsResponse invoke(String arn, String input) {
        Call call = KNOWN.get(arn);
        byte[] body = Optional.ofNullable(input).orElse("{}").getBytes(StandardCharsets.UTF_8);
        return services.apply(
                call.signingName(),
                new AwsRequest(
                        "POST",
                        "/",
                        "",
                        Map.of("x-amz-target", call.target(), "content-type", "application/x-amz-json-1.1"),
                        body));
    }
}
