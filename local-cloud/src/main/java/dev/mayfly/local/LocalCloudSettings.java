package dev.mayfly.local;

import dev.mayfly.local.emr.EmrSettings;
import dev.mayfly.local.events.EventSettings;
import dev.mayfly.local.lambda.LambdaSettings;
import java.nio.file.Path;
import java.util.Map;

/** Where an embedded cloud keeps its state, what it deploys, and how it behaves; port 0 takes any free one. */
public record LocalCloudSettings(
        Path dir,
        int port,
        Path template,
        Map<String, String> parameters,
        EventSettings events,
        EmrSettings emr,
        LambdaSettings lambda) {
    /** Twelve digits that no account has. */
    public static final String ACCOUNT = "000000000000";

    /** The region that clients sign for; any other is answered just the same. */
    public static final String REGION = "us-east-1";

    public LocalCloudSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + "; give 0 for any free one, or up to 65535");
        }
        dir = dir.toAbsolutePath().normalize();
        template = template.toAbsolutePath().normalize();
        parameters = Map.copyOf(parameters);
    }

    /**
     * Any free port, the template's own defaults, kind delivery, short phases; Spark's class path is where the build next to
     * the template's folder leaves it.
     */
    public static LocalCloudSettings at(Path dir, Path template) {
        Path classpath = template.toAbsolutePath().resolve("../../spark-runtime/target/classpath.txt");
        return new LocalCloudSettings(
                dir,
                0,
                template,
                Map.of(),
                EventSettings.kind(),
                EmrSettings.quick(classpath.normalize()),
                LambdaSettings.quick());
    }

    /** The same on a port. */
    public LocalCloudSettings onPort(int port) {
        return new LocalCloudSettings(dir, port, template, parameters, events, emr, lambda);
    }

    /** The same with values for the template's parameters. */
    public LocalCloudSettings withParameters(Map<String, String> parameters) {
        return new LocalCloudSettings(dir, port, template, parameters, events, emr, lambda);
    }

    /** The same with another delivery of events. */
    public LocalCloudSettings withEvents(EventSettings events) {
        return new LocalCloudSettings(dir, port, template, parameters, events, emr, lambda);
    }

    /** The same with other phases or sizes of clusters. */
    public LocalCloudSettings withEmr(EmrSettings emr) {
        return new LocalCloudSettings(dir, port, template, parameters, events, emr, lambda);
    }

    /** The same with other environments of functions. */
    public LocalCloudSettings withLambda(LambdaSettings lambda) {
        return new LocalCloudSettings(dir, port, template, parameters, events, emr, lambda);
    }
}
