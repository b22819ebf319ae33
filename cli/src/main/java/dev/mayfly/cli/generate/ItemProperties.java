package dev.mayfly.cli.generate;

import java.io.IOException;
import java.io.Writer;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/** Weekly snapshots of items' properties: four large ones, 1,100 small ones, values of one to 59 words. */
final class ItemProperties {
    private static final long FIRST_WEEK = 1_431_226_800_000L;
    private static final long WEEK = 604_800_000L;
    private static final int WEEKS = 18;
    private static final int LARGEST_ITEM = 466_867;
    private static final int PROPERTIES = 1_102;
    private static final int MOST_WORDS = 59;
    private static final int LONGEST_VALUE = 455;
    private static final int TOLD_EVERY = 10_000;
    private final double scale;
    private final CategoryTree tree;
    private final SplittableRandom random;

    ItemProperties(double scale, CategoryTree tree, SplittableRandom random) {
        this.scale = scale;
        this.tree = tree;
        this.random = random;
    }

    void write(Writer out, long rows, LongConsumer progress) throws IOException {
        out.write("timestamp,itemid,property,value\n");
        StringBuilder line = new StringBuilder();
        long told = 0;
        for (long row = 1; row <= rows; row++) {
            line.setLength(0);
            compose(line);
            out.append(line);
            if (row - told == TOLD_EVERY || row == rows) {
                progress.accept(row - told);
                told = row;
            }
        }
    }

    private void compose(StringBuilder line) {
        line.append(FIRST_WEEK + WEEK * random.nextInt(WEEKS)).append(',');
        line.append(random.nextLong((long) Math.max(1, LARGEST_ITEM * Math.min(1, scale * 4))))
                .append(',');
        // The shares of the real data: 888 has 3.0 of 20.3 million rows, 790 1.8, available 1.5, categoryid 0.8.
        double share = random.nextDouble() * 20.276;
        if (share < 3.0) {
            line.append("888,");
            words(line);
        } else if (share < 4.8) {
            line.append("790,n").append(random.nextInt(1, 2_000_000)).append(".000");
        } else if (share < 6.3) {
            line.append("available,").append(random.nextInt(2));
        } else if (share < 7.1) {
            line.append("categoryid,").append(category());
        } else {
            line.append((long) (Skew.towardsZero(random, 3) * PROPERTIES)).append(',');
            words(line);
        }
        line.append('\n');
    }

    /** Some items name a category that the tree lacks. */
    private int category() {
        return random.nextInt(100) == 0 ? 1_700 + random.nextInt(30) : tree.anyId(random);
    }

    private void words(StringBuilder line) {
        int start = line.length();
        int words = 1 + (int) (Skew.towardsZero(random, 4) * MOST_WORDS);
        word(line);
        for (int i = 1; i < words && line.length() - start < LONGEST_VALUE - 20; i++) {
            line.append(' ');
            word(line);
        }
    }

    private void word(StringBuilder line) {
        int kind = random.nextInt(1_000);
        if (kind == 0) {
            line.append("nInfinity");
        } else if (kind < 20) {
            line.append("n-").append(random.nextInt(1, 100_000)).append(".000");
        } else if (kind < 220) {
            line.append('n').append(random.nextInt(1, 10_000)).append(".000");
        } else {
            line.append(random.nextInt(1, 1_330_000));
        }
    }
}
