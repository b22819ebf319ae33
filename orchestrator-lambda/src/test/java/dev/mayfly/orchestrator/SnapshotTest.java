package dev.mayfly.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.orchestrator.command.Commands;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.reconcile.DatasetRepository;
import dev.mayfly.orchestrator.reconcile.IdGenerator;
import dev.mayfly.orchestrator.reconcile.Reconciler;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.identity.spi.Identity;

/**
 * A snapshot of the initialised function is restored many times, so nothing in it may be unique, of a moment, or short-lived: what
 * two copies would share.
 */
class SnapshotTest {
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("AWS_REGION", "us-east-1"),
            Map.entry("MAYFLY_DEPLOYMENT", "mayfly"),
            Map.entry("MAYFLY_RAW_BUCKET", "raw"),
            Map.entry("MAYFLY_CURATED_BUCKET", "curated"),
            Map.entry("MAYFLY_STATE_BUCKET", "state"),
            Map.entry("MAYFLY_ARTIFACTS_BUCKET", "artifacts"),
            Map.entry("MAYFLY_NOTICES_TOPIC", "arn:aws:sns:us-east-1:111122223333:mayfly-notices"),
            Map.entry("MAYFLY_DEADLINE_GROUP", "mayfly-deadlines"),
            Map.entry("MAYFLY_DEADLINE_ROLE", "arn:aws:iam::111122223333:role/mayfly-deadline"),
            Map.entry("MAYFLY_CLUSTER_SERVICE_ROLE", "arn:aws:iam::111122223333:role/mayfly-cluster-service"),
            Map.entry("MAYFLY_CLUSTER_NODE_PROFILE", "mayfly-cluster-node"),
            Map.entry("MAYFLY_SECURITY_CONFIGURATION", "mayfly-clusters"),
            Map.entry("MAYFLY_RELEASE_LABEL", "emr-7.13.0"),
            Map.entry("MAYFLY_PER_RUN_USD", "2"),
            Map.entry("MAYFLY_PER_DAY_USD", "10"),
            Map.entry("MAYFLY_MAX_DURATION_MINUTES", "120"));

    private final AtomicInteger moments = new AtomicInteger();
    private final AtomicInteger chances = new AtomicInteger();

    @Test
    void nothingOfTheMomentIsHeldWhenTheFunctionIsInitialised() throws Exception {
        Object initialised = new OrchestratorHandler(initialised());

        assertThat(moments).as("looks at the clock").hasValue(0);
        assertThat(chances).as("sources of chance made").hasValue(0);
        assertThat(shared(initialised))
                .as("what two restored copies would share")
                .isEmpty();
    }

    @Test
    void theSearchForWhatIsSharedFindsIt() throws Exception {
        assertThat(shared(Map.of("a", Optional.of(new SecureRandom())))).isPresent();
        Instant now = Instant.EPOCH;
        java.util.function.Supplier<String> holds = now::toString;
        assertThat(shared(new Object[] {new AtomicReference<>(holds)})).isPresent();
    }

    /** The same initialised state, asked twice, as two copies of it would be. */
    @Test
    void everyNameIsMadeOfChanceThatIsTakenWhenItIsAskedFor() throws Exception {
        IdGenerator names = initialised().names();
        assertThat(chances).hasValue(0);

        var nonce = IdGenerator.class.getDeclaredMethod("nonce");
        nonce.setAccessible(true);
        assertThat(nonce.invoke(names)).isNotEqualTo(nonce.invoke(names));
        assertThat(chances).hasValue(2);
    }

    @Test
    void credentialsAreAskedForWithTheFirstCallAndNotBefore() {
        // Without any credentials a client is made all the same; its first call is what fails.
        assertThatThrownBy(() -> initialised().shelf().names()).hasMessageContaining("credentials");
    }

    @Test
    void whatATickDoesWithoutIsWiredAroundItsParts() {
        CoreComponents parts = initialised();

        assertThat(parts.other(Commands.class)).isNotNull();
        assertThat(parts.other(Reconciler.class)).isNotNull();
        assertThat(parts.other(DatasetRepository.class)).isSameAs(parts.shelf());
        assertThat(parts.other(Ledger.class)).isSameAs(parts.ledger());
    }

    private CoreComponents initialised() {
        return OrchestratorHandler.deployed(
                OrchestratorConfig.from(ENVIRONMENT),
                new Clock() {
                    @Override
                    public Instant instant() {
                        moments.incrementAndGet();
                        return Instant.EPOCH;
                    }

                    @Override
                    public ZoneId getZone() {
                        return ZoneId.of("UTC");
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }
                },
                () -> {
                    chances.incrementAndGet();
                    return new SecureRandom();
                });
    }

    /** Something that must not be in a snapshot, with the way to it. */
    private static Optional<String> shared(Object root) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Map.Entry<String, Object>> open = new ArrayDeque<>();
        open.push(Map.entry(root.getClass().getSimpleName(), root));
        while (!open.isEmpty()) {
            Map.Entry<String, Object> one = open.pop();
            Object value = one.getValue();
            if (!seen.add(value)) {
                continue;
            }
            if (value instanceof RandomGenerator
                    || value instanceof Temporal
                    || value instanceof UUID
                    || value instanceof Identity
                    || value instanceof AwsCredentialsProvider) {
                return Optional.of(one.getKey() + " is " + value.getClass());
            }
            // A client's parts are the SDK's, which says itself that they may be in a snapshot.
            if (!(value instanceof SdkClient)) {
                parts(value).forEach((name, part) -> open.push(Map.entry(one.getKey() + "." + name, part)));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> parts(Object value) throws IllegalAccessException {
        Map<String, Object> parts = new java.util.LinkedHashMap<>();
        if (Proxy.isProxyClass(value.getClass())) {
            parts.put("handler", Proxy.getInvocationHandler(value));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> parts.put(String.valueOf(key), item));
        } else if (value instanceof Iterable<?> items) {
            items.forEach(item -> parts.put(Integer.toString(parts.size()), item));
        } else if (value instanceof Optional<?> maybe) {
            maybe.ifPresent(item -> parts.put("value", item));
        } else if (value instanceof AtomicReference<?> reference) {
            parts.put("value", reference.get());
        } else if (value.getClass().isArray()
                && !value.getClass().getComponentType().isPrimitive()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                parts.put(Integer.toString(i), Array.get(value, i));
            }
        } else if (!value.getClass().getName().startsWith("java.")
                && !value.getClass().getName().startsWith("jdk.")
                && !value.getClass().getName().startsWith("sun.")) {
            fields(value, parts);
        }
        parts.values().removeIf(java.util.Objects::isNull);
        return parts;
    }

    private static void fields(Object value, Map<String, Object> parts) throws IllegalAccessException {
        for (Class<?> type = value.getClass(); type != Object.class && type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith("java.")) {
                break;
            }
            for (Field field : type.getDeclaredFields()) {
                if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    parts.put(field.getName(), field.get(value));
                }
            }
        }
    }
}
