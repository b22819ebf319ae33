package dev.mayfly.cli.query;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.contract.S3Uris;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Copies of S3 objects in a folder, fetched once: an output is never overwritten, so its name is enough to know it. */
final class FetchedFiles {
    private final Clients clients;
    private final Path folder;

    FetchedFiles(Clients clients, Path folder) {
        this.clients = clients;
        this.folder = folder;
    }

    /** The files that a reader sees below these locations: hidden ones are left out, as readers do. */
    List<Path> below(List<URI> locations) {
        try (S3Client s3 = clients.build(S3Client.builder())) {
            List<Path> files = new ArrayList<>();
            for (URI location : locations) {
                String prefix = S3Uris.key(location);
                s3
                        .listObjectsV2Paginator(request -> request.bucket(S3Uris.bucket(location))
                                .prefix(prefix)
                                .encodingType(EncodingType.URL))
                        .contents()
                        .stream()
                        .filter(object -> !hidden(object.key()) && object.size() > 0)
                        .forEach(object -> files.add(fetch(s3, S3Uris.bucket(location), object)));
            }
            return files;
        }
    }

    private Path fetch(S3Client s3, String bucket, S3Object object) {
        Path file = folder.resolve(bucket).resolve(object.key());
        try {
            if (!Files.exists(file) || Files.size(file) != object.size()) {
                Files.createDirectories(file.getParent());
                Files.deleteIfExists(file);
                s3.getObject(request -> request.bucket(bucket).key(object.key()), file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hidden(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return name.startsWith("_") || name.startsWith(".");
    }
}
