package dev.mayfly.job.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Put-if-absent on the local disk, as the operating system's create-new gives it. */
public final class FilePutIfAbsent implements PutIfAbsent {
    @Override
    public Put put(URI uri, byte[] body) {
        Path path = Path.of(uri);
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, body, CREATE_NEW, WRITE);
            return new Put.Created();
        } catch (FileAlreadyExistsException e) {
            return new Put.Taken(read(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + uri, e);
        }
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
