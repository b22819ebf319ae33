package dev.mayfly.cli.mission;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.name.Names;
import dev.mayfly.deploy.Call;
import dev.mayfly.deploy.Stack;
import dev.mayfly.local.http.SdkJson;
import dev.mayfly.simulator.client.SimulatedEmr;
import dev.mayfly.simulator.client.SimulatedEventBridge;
import dev.mayfly.simulator.client.SimulatedGlue;
import dev.mayfly.simulator.client.SimulatedS3;
import dev.mayfly.simulator.client.SimulatedScheduler;
import dev.mayfly.simulator.client.SimulatedSns;
import dev.mayfly.simulator.cloud.Account;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Every call that the function makes in simulated histories, as IAM would be asked about it on AWS. */
final class SimulatedCalls {
    private static final Call.Caller FUNCTION = new Call.Caller.Role("OrchestratorRole");
    private final Set<Call> calls = new LinkedHashSet<>();

    /** The simulator's clients, each call written down before it is made. */
    Module clients(Supplier<Account> account) {
        S3Client s3 = recorded(S3Client.class, new SimulatedS3(account), "s3");
        EmrClient emr = recorded(EmrClient.class, new SimulatedEmr(account), "elasticmapreduce");
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(S3Client.class).toInstance(s3);
                bind(S3Client.class).annotatedWith(Names.named("once")).toInstance(s3);
                bind(EmrClient.class).toInstance(emr);
                bind(EmrClient.class).annotatedWith(Names.named("once")).toInstance(emr);
                bind(GlueClient.class).toInstance(recorded(GlueClient.class, new SimulatedGlue(account), "glue"));
                bind(SchedulerClient.class)
                        .toInstance(recorded(SchedulerClient.class, new SimulatedScheduler(account), "scheduler"));
                bind(EventBridgeClient.class)
                        .toInstance(recorded(EventBridgeClient.class, new SimulatedEventBridge(account), "events"));
                bind(SnsClient.class).toInstance(recorded(SnsClient.class, new SimulatedSns(account), "sns"));
            }
        };
    }

    Set<Call> all() {
        return calls;
    }

    /** Conveniences (a consumer, a paginator) end in the client's own method of a request, which comes through here as well. */
    private <C> C recorded(Class<C> type, C client, String service) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            if (method.isDefault() && given != null && !(given[0] instanceof SdkPojo)) {
                return java.lang.reflect.InvocationHandler.invokeDefault(self, method, given);
            }
            if (given != null
                    && given[0] instanceof SdkPojo request
                    && !method.getName().endsWith("Paginator")) {
                String operation = Character.toUpperCase(method.getName().charAt(0))
                        + method.getName().substring(1);
                calls.addAll(of(service, operation, request));
            }
            if (method.getName().endsWith("Paginator")) {
                return java.lang.reflect.InvocationHandler.invokeDefault(self, method, given);
            }
            try {
                return method.invoke(client, given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private static List<Call> of(String service, String operation, SdkPojo request) {
        return service.equals("s3")
                ? s3(request)
                : WireCalls.ofJson(FUNCTION, service, operation, SdkJson.tree(deployed(request)));
    }

    private static List<Call> s3(SdkPojo request) {
        if (request instanceof PutObjectRequest put) {
            Map<String, String> conditions = new HashMap<>();
            if (put.ifMatch() != null) {
                conditions.put("s3:if-match", put.ifMatch());
            }
            if (put.ifNoneMatch() != null) {
                conditions.put("s3:if-none-match", put.ifNoneMatch());
            }
            return List.of(object("PutObject", put.bucket(), put.key(), conditions));
        }
        if (request instanceof CopyObjectRequest copy) {
            return List.of(
                    object("GetObject", copy.sourceBucket(), copy.sourceKey(), Map.of()),
                    object("PutObject", copy.destinationBucket(), copy.destinationKey(), Map.of()));
        }
        if (request instanceof GetObjectRequest get) {
            return List.of(object("GetObject", get.bucket(), get.key(), Map.of()));
        }
        if (request instanceof HeadObjectRequest head) {
            return List.of(object("GetObject", head.bucket(), head.key(), Map.of()));
        }
        if (request instanceof ListObjectsV2Request list) {
            return List.of(new Call(FUNCTION, "s3:ListBucket", "arn:aws:s3:::" + ours(list.bucket()), tls(Map.of())));
        }
        if (request instanceof DeleteObjectRequest delete) {
            return List.of(object("DeleteObject", delete.bucket(), delete.key(), Map.of()));
        }
        if (request instanceof DeleteObjectsRequest delete) {
            return delete.delete().objects().stream()
                    .map(one -> object("DeleteObject", delete.bucket(), one.key(), Map.of()))
                    .toList();
        }
        throw new IllegalStateException(
                "nobody knows what a role needs for " + request.getClass().getSimpleName());
    }

    private static Call object(String action, String bucket, String key, Map<String, String> context) {
        return new Call(FUNCTION, "s3:" + action, "arn:aws:s3:::" + ours(bucket) + "/" + key, tls(context));
    }

    private static Map<String, String> tls(Map<String, String> context) {
        Map<String, String> all = new HashMap<>(context);
        all.put("aws:SecureTransport", "true");
        return all;
    }

    /** The simulated deployments' names in the template's words. */
    private static String ours(String bucket) {
        return bucket.replaceFirst(
                "^prod(-eu)?-(raw|curated|state|artifacts)$", "mayfly-$2-" + Stack.ACCOUNT + "-" + Stack.REGION);
    }

    private static byte[] deployed(SdkPojo request) {
        String json = new String(SdkJson.write(request), java.nio.charset.StandardCharsets.UTF_8);
        return json.replaceAll("\"(DatabaseName)\":\"prod(_eu)?\"", "\"$1\":\"retailrocket\"")
                .replaceAll("\"Name\":\"prod(_eu)?\"", "\"Name\":\"retailrocket\"")
                .replaceAll("\"Value\":\"prod(-eu)?\"", "\"Value\":\"mayfly\"")
                .replaceAll("\"GroupName\":\"prod(-eu)?\"", "\"GroupName\":\"mayfly-deadlines\"")
                .replaceAll("\"Source\":\"mayfly.prod(-eu)?\"", "\"Source\":\"mayfly.mayfly\"")
                .replace("\"ServiceRole\":\"service\"", "\"ServiceRole\":\"" + role("cluster-service") + "\"")
                .replace("\"JobFlowRole\":\"profile\"", "\"JobFlowRole\":\"mayfly-cluster-node\"")
                .replace("arn:aws:iam::123456789012:role/deadline", role("deadline"))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String role(String name) {
        return "arn:aws:iam::" + Stack.ACCOUNT + ":role/mayfly-" + name;
    }
}
