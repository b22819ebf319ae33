package dev.mayfly.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.GeneratedRegionMetadataProvider;
import software.amazon.awssdk.regions.GeneratedServiceMetadataProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/** The short table of services that stands before the SDK's says what the SDK's says. */
class ServiceMetadataTest {
    /** The services that the function has clients of. */
    static List<Class<?>> clients() {
        return Arrays.stream(AwsClients.class.getDeclaredMethods())
                .<Class<?>>map(Method::getReturnType)
                .filter(SdkClient.class::isAssignableFrom)
                .distinct()
                .toList();
    }

    @Test
    void theShortTableIsTheOneThatIsAsked() {
        assertThat(source(GeneratedServiceMetadataProvider.class)).endsWith("classes/");
        assertThat(clients()).hasSize(6);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void everyServiceThatIsCalledIsInIt(Class<?> client) throws Exception {
        assertThat(client.getMethod("serviceMetadata").invoke(null).getClass().getName())
                .startsWith("software.amazon.awssdk.regions.servicemetadata.");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void endpointsAndSigningRegionsAreTheSdksOwnInEveryRegion(Class<?> client) throws Exception {
        String prefix = (String) client.getField("SERVICE_METADATA_ID").get(null);
        List<String> ours = answers(getClass().getClassLoader(), prefix);
        try (URLClassLoader sdk = new URLClassLoader(sdkAlone(), ClassLoader.getPlatformClassLoader())) {
            assertThat(source(sdk.loadClass(GeneratedServiceMetadataProvider.class.getName())))
                    .endsWith(".jar");
            assertThat(ours).isEqualTo(answers(sdk, prefix)).hasSizeGreaterThan(20);
        }
    }

    @Test
    void everyRegionIsDescribedAsTheSdkDescribesIt() throws Exception {
        try (URLClassLoader sdk = new URLClassLoader(sdkAlone(), ClassLoader.getPlatformClassLoader())) {
            assertThat(described(getClass().getClassLoader()))
                    .isEqualTo(described(sdk))
                    .hasSizeGreaterThan(40);
        }
        assertThat(source(GeneratedRegionMetadataProvider.class)).endsWith("classes/");
        assertThat(Region.of("mars-north-1").metadata()).isNull();
    }

    private static List<String> described(ClassLoader from) throws Exception {
        Class<?> regions = from.loadClass("software.amazon.awssdk.regions.Region");
        Class<?> type = from.loadClass("software.amazon.awssdk.regions.RegionMetadata");
        List<String> answers = new ArrayList<>();
        for (Object region : (List<?>) regions.getMethod("regions").invoke(null)) {
            Object metadata = type.getMethod("of", regions).invoke(null, region);
            Object partition =
                    metadata == null ? null : type.getMethod("partition").invoke(metadata);
            answers.add(region + " "
                    + (metadata == null
                            ? "unknown"
                            : type.getMethod("id").invoke(metadata) + " "
                                    + type.getMethod("domain").invoke(metadata) + " "
                                    + type.getMethod("description").invoke(metadata) + " "
                                    + partition.getClass().getName()));
        }
        return answers;
    }

    /** By reflection, as the other class path has classes of its own of the same names. */
    private static List<String> answers(ClassLoader from, String prefix) throws Exception {
        Class<?> regions = from.loadClass("software.amazon.awssdk.regions.Region");
        Class<?> type = from.loadClass(ServiceMetadata.class.getName());
        Object metadata = type.getMethod("of", String.class).invoke(null, prefix);
        List<String> answers = new ArrayList<>();
        for (Object region : (List<?>) regions.getMethod("regions").invoke(null)) {
            answers.add(region + " " + type.getMethod("signingRegion", regions).invoke(metadata, region) + " "
                    + type.getMethod("endpointFor", regions).invoke(metadata, region));
        }
        return answers;
    }

    private static URL[] sdkAlone() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(ServiceMetadataTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String source(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }
}
