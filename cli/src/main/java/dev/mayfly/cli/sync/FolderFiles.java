package dev.mayfly.cli.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.ObjectKeys;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a folder by the keys that they get, hidden ones left out. Links are followed, as {@code aws s3 sync} does; what cannot be
 * followed or read to its end is refused by its name, since a manifest vouches for the whole folder.
 */
final class FolderFiles {
    private static final int LONGEST_KEY = 1024;

    /** {@code prefix} stands before each key in the bucket. */
    static SortedMap<String, Path> of(Path folder, String prefix) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    Files.isSymbolicLink(folder) && !Files.exists(folder)
                            ? leadsNowhere(folder)
                            : "%s is no folder".formatted(folder));
        }
        Visitor visitor = new Visitor(folder, prefix);
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        return visitor.files;
    }

    private static String leadsNowhere(Path link) {
        return "%s is a link that leads nowhere: restore its target, or delete the link; nothing was uploaded"
                .formatted(link);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final String prefix;
        private final SortedMap<String, Path> files = new TreeMap<>();

        Visitor(Path folder, String prefix) {
            this.folder = folder;
            this.prefix = prefix;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return ObjectKeys.isHidden(key(path)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            String key = key(path);
            if (ObjectKeys.isHidden(key)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink()) {
                throw new IllegalArgumentException(leadsNowhere(path));
            }
            if (!attributes.isRegularFile()) {
                throw new IllegalArgumentException(
                        "%s is a pipe, socket or device and no file: move it away; nothing was uploaded"
                                .formatted(path));
            }
            int bytes = (prefix + key).getBytes(UTF_8).length;
            if (bytes > LONGEST_KEY) {
                throw new IllegalArgumentException(
                        "%s would have a key of %d bytes, and S3 takes %d: shorten its name; nothing was uploaded"
                                .formatted(path, bytes, LONGEST_KEY));
            }
            files.put(key, path);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
            if (ObjectKeys.isHidden(key(path))) {
                return FileVisitResult.CONTINUE;
            }
            if (failure instanceof FileSystemLoopException) {
                throw new IllegalArgumentException(
                        "%s is a link that leads in a circle: delete the link; nothing was uploaded"
                                .formatted(link(path)),
                        failure);
            }
            throw new IOException("%s cannot be read, so nothing was uploaded: %s".formatted(path, failure), failure);
        }

        /** The circle is noticed in a folder that may lie below the link. */
        private Path link(Path path) {
            Path link = path;
            while (!Files.isSymbolicLink(link) && !link.equals(folder)) {
                link = link.getParent();
            }
            return link;
        }

        private String key(Path path) {
            return folder.relativize(path).toString().replace(File.separatorChar, '/');
        }
    }

    private FolderFiles() {}
}
