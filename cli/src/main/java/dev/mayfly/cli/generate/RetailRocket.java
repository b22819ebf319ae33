package dev.mayfly.cli.generate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Synthetic files in the shape of the RetailRocket data: the same headers, types, skews and oddities, other rows. Scale 1
 * has the size of the real data; the same seed and scale give the same bytes.
 */
public final class RetailRocket {
    private static final long EVENTS = 2_756_101;
    private static final long PROPERTIES_1 = 10_999_999;
    private static final long PROPERTIES_2 = 9_275_903;
    private static final int BUFFER = 1 << 20;
    private final double scale;
    private final long seed;

    public RetailRocket(double scale, long seed) {
        if (!(scale > 0 && scale <= 100)) {
            throw new IllegalArgumentException(
                    "a scale of %s cannot be made: more than 0 and at most 100 can".formatted(scale));
        }
        this.scale = scale;
        this.seed = seed;
    }

    /** How many rows {@link #write} makes, headers aside. */
    public long rows() {
        return scaled(EVENTS) + scaled(PROPERTIES_1) + scaled(PROPERTIES_2) + CategoryTree.SIZE;
    }

    /** Writes the four files into a folder and says now and then how many rows were written. */
    public List<Path> write(Path folder, LongConsumer progress) throws IOException {
        Files.createDirectories(folder);
        CategoryTree tree = new CategoryTree(new SplittableRandom(seed));
        Path categories = folder.resolve("category_tree.csv");
        try (BufferedWriter out = open(categories)) {
            tree.write(out);
        }
        progress.accept(CategoryTree.SIZE);
        Path events = folder.resolve("events.csv");
        try (BufferedWriter out = open(events)) {
            new Events(scale, new SplittableRandom(seed + 1)).write(out, scaled(EVENTS), progress);
        }
        Path first = folder.resolve("item_properties_part1.csv");
        Path second = folder.resolve("item_properties_part2.csv");
        properties(first, seed + 2, scaled(PROPERTIES_1), tree, progress);
        properties(second, seed + 3, scaled(PROPERTIES_2), tree, progress);
        return List.of(categories, events, first, second);
    }

    private void properties(Path file, long fileSeed, long rows, CategoryTree tree, LongConsumer progress)
            throws IOException {
        try (BufferedWriter out = open(file)) {
            new ItemProperties(scale, tree, new SplittableRandom(fileSeed)).write(out, rows, progress);
        }
    }

    private long scaled(long rows) {
        return Math.max(1, Math.round(rows * scale));
    }

    private static BufferedWriter open(Path file) throws IOException {
        return new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), BUFFER);
    }
}
