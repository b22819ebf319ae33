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
    private static final int WORDS_OF_888 = 5_000;
    private static final int WORDS_OF_A_PROPERTY = 97;
    private static final int LARGEST_WORD = 1_330_000;
    private static final int PRICE_STEP = 120;
    private static final int PRICES = 16_000;
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
            words(line, 888);
        } else if (share < 4.8) {
            line.append("790,n")
                    .append(PRICE_STEP * (1 + (int) (Skew.towardsZero(random, 3) * PRICES)))
                    .append(".000");
        } else if (share < 6.3) {
            line.append("available,").append(random.nextInt(2));
        } else if (share < 7.1) {
            line.append("categoryid,").append(category());
        } else {
            int property = (int) (Skew.towardsZero(random, 3) * PROPERTIES);
            line.append(property).append(',');
            words(line, property);
        }
        line.append('\n');
    }

    /** Some items name a category that the tree lacks. */
    private int category() {
        return random.nextInt(100) == 0 ? 1_700 + random.nextInt(30) : tree.anyId(random);
    }

    /** Mostly one word, now and then a few, seldom very many. */
    private void words(StringBuilder line, int property) {
        int start = line.length();
        int kind = random.nextInt(100);
        int words = kind < 65
                ? 1
                : kind < 95 ? 2 + random.nextInt(3) : 1 + (int) (Skew.towardsZero(random, 2) * MOST_WORDS);
        word(line, property);
        for (int i = 1; i < words && line.length() - start < LONGEST_VALUE - 20; i++) {
            line.append(' ');
            word(line, property);
        }
    }

    /** A number, or one of the words that a property's values are made of; a few of them come often. */
    private void word(StringBuilder line, int property) {
        int kind = random.nextInt(1_000);
        if (kind == 0) {
            line.append("nInfinity");
        } else if (kind < 20) {
            line.append("n-").append(random.nextInt(1, 1_000)).append("00.000");
        } else if (kind < 220) {
            line.append('n').append(12 * random.nextInt(1, 100)).append(".000");
        } else {
            // Some properties are a choice among a few words, some are prose.
            int words = property == 888 ? WORDS_OF_888 : 3 + property * property % WORDS_OF_A_PROPERTY;
            long known = (long) (Skew.towardsZero(random, 3) * words);
            line.append(1 + (property * 104_729L + known * 7_919L) % LARGEST_WORD);
        }
    }
}
