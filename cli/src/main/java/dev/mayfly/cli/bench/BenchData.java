package dev.mayfly.cli.bench;

import dev.mayfly.cli.generate.RetailRocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Generated files of a scale, kept between runs of the bench, for the same seed and scale give the same bytes. */
record BenchData(Path scratch) {
    private static final long SEED = 20150503;

    Path ofScale(double scale) {
        Path folder = scratch.resolve("data-" + scale);
        Path done = folder.resolve("done");
        try {
            if (!Files.exists(done)) {
                new RetailRocket(scale, SEED).write(folder, rows -> {});
                Files.createFile(done);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where {@link #empty} makes a place of that name. */
    Path place(String name) {
        return scratch.resolve(name);
    }

    /** A place for one run's output, empty whatever an earlier run left. */
    Path empty(String name) {
        Path folder = place(name);
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Parquet files below a folder, or the file of that name. */
    static Size size(Path table) {
        Path file = table.resolveSibling(table.getFileName() + ".parquet");
        try (Stream<Path> files = Files.exists(file) ? Stream.of(file) : Files.walk(table)) {
            long[] sizes = files.filter(path -> path.toString().endsWith(".parquet"))
                    .mapToLong(path -> path.toFile().length())
                    .toArray();
            return new Size(sizes.length, java.util.Arrays.stream(sizes).sum());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many files and bytes. */
    record Size(int files, long bytes) {}
}
