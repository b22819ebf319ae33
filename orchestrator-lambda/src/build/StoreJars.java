import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes every jar of a class path into a folder, its entries as they are but stored instead of deflated: the zip around
 * them then deflates each jar as a whole, a third smaller, and the function inflates no class when it starts. The same
 * jars give the same bytes, and nothing else is left in the folder.
 */
final class StoreJars {
    private StoreJars() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("StoreJars CLASS_PATH FOLDER TIMESTAMP");
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        LocalDateTime at = OffsetDateTime.parse(arguments[2])
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
        try (Stream<Path> old = Files.list(folder)) {
            for (Path each : old.toList()) {
                Files.delete(each);
            }
        }
        for (String each : arguments[0].split(File.pathSeparator)) {
            if (each.endsWith(".jar")) {
                Path jar = Path.of(each);
                store(jar, folder.resolve(jar.getFileName()), at);
            }
        }
    }

    private static void store(Path jar, Path stored, LocalDateTime at) throws IOException {
        try (ZipFile in = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(stored);
                ZipOutputStream out = new ZipOutputStream(file)) {
            List<ZipEntry> entries = new ArrayList<>(in.stream()
                    .filter(entry -> !entry.isDirectory())
                    // A manifest comes first, or JarInputStream does not see it.
                    .sorted(Comparator.comparing((ZipEntry entry) -> !entry.getName().equals("META-INF/MANIFEST.MF"))
                            .thenComparing(ZipEntry::getName))
                    .toList());
            for (ZipEntry entry : entries) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                CRC32 sum = new CRC32();
                sum.update(bytes);
                ZipEntry plain = new ZipEntry(entry.getName());
                plain.setMethod(ZipEntry.STORED);
                plain.setSize(bytes.length);
                plain.setCrc(sum.getValue());
                plain.setTimeLocal(at);
                out.putNextEntry(plain);
                out.write(bytes);
                out.closeEntry();
            }
        }
    }
}
