package dev.mayfly.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A function's zip on disk, as Lambda lays it out below its task root. */
final class FunctionCode {
    private FunctionCode() {}

    static void unpack(Path zip, Path taskRoot) {
        if (!Files.isRegularFile(zip)) {
            throw new IllegalArgumentException("there is no function zip at " + zip
                    + "; build it with ./mvnw package -pl orchestrator-lambda -am");
        }
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            clear(taskRoot);
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = taskRoot.resolve(entry.getName()).normalize();
                if (!target.startsWith(taskRoot)) {
                    throw new IllegalArgumentException(
                            zip + " holds " + entry.getName() + ", outside of its own folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(entries, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> old;
            try (Stream<Path> all = Files.walk(folder)) {
                old = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : old) {
                Files.delete(each);
            }
        }
        Files.createDirectories(folder);
    }
}
