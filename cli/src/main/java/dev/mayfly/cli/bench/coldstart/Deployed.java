package dev.mayfly.cli.bench.coldstart;

import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.local.LocalCloudSettings;
import dev.mayfly.local.template.Deployment;
import dev.mayfly.local.template.Template;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The function as it is deployed: the template's handler and variables, and the zip as Lambda lays it out. */
record Deployed(Deployment.Function function, Path taskRoot) {
    static Deployed unpack(ProjectHome home, Path taskRoot, URI endpoint) throws IOException {
        Deployment.Function function = Template.read(
                        home.template(), Map.of(), LocalCloudSettings.ACCOUNT, LocalCloudSettings.REGION, endpoint)
                .functions()
                .get(0);
        try (InputStream in = Files.newInputStream(home.functionZip());
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = taskRoot.resolve(entry.getName()).normalize();
                if (target.startsWith(taskRoot) && !entry.isDirectory()) {
                    Files.createDirectories(target.getParent());
                    Files.copy(entries, target);
                }
            }
        }
        return new Deployed(function, taskRoot);
    }

    /** The task's own classes, then its jars in the order of their names, then the runtime's. */
    String classPath(Class<?>... runtime) throws IOException {
        try (Stream<Path> lib = Files.list(taskRoot.resolve("lib"))) {
            return Stream.of(
                            Stream.of(taskRoot),
                            lib.sorted(),
                            Stream.of(runtime).map(Deployed::source).distinct())
                    .flatMap(each -> each)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static Path source(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
