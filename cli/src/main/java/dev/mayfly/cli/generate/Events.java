package dev.mayfly.cli.generate;

import java.io.IOException;
import java.io.Writer;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/** Events of visitors with items: mostly views, a few carts, fewer transactions; some visitors and items do much more than others. */
final class Events {
    private static final long FIRST = 1_430_622_004_384L;
    private static final long LAST = 1_442_545_187_788L;
    private static final int VISITORS = 1_407_580;
    private static final int LARGEST_ITEM = 466_867;
    private static final int TRANSACTIONS = 17_672;
    private static final double CARTS = 69_332.0 / 2_756_101;
    private static final double SALES = 22_457.0 / 2_756_101;
    private static final int ROWS_TO_ONE_DUPLICATE = 5_991;
    private static final int TOLD_EVERY = 10_000;
    private final double scale;
    private final SplittableRandom random;

    Events(double scale, SplittableRandom random) {
        this.scale = scale;
        this.random = random;
    }

    void write(Writer out, long rows, LongConsumer progress) throws IOException {
        out.write("timestamp,visitorid,event,itemid,transactionid\n");
        StringBuilder line = new StringBuilder();
        long told = 0;
        for (long row = 1; row <= rows; row++) {
            // Every so often the row before comes again, byte for byte.
            if (row == 1 || row % ROWS_TO_ONE_DUPLICATE != 0) {
                line.setLength(0);
                compose(line);
            }
            out.append(line);
            if (row - told == TOLD_EVERY || row == rows) {
                progress.accept(row - told);
                told = row;
            }
        }
    }

    private void compose(StringBuilder line) {
        double kind = random.nextDouble();
        line.append(random.nextLong(FIRST, LAST + 1)).append(',');
        line.append((long) (Skew.towardsZero(random, 2) * Math.max(1, VISITORS * scale)))
                .append(',');
        line.append(kind < SALES ? "transaction" : kind < SALES + CARTS ? "addtocart" : "view")
                .append(',');
        line.append(3 + (long) (Skew.towardsZero(random, 3) * Math.max(1, (LARGEST_ITEM - 2) * Math.min(1, scale * 4))))
                .append(',');
        if (kind < SALES) {
            line.append(random.nextLong((long) Math.max(1, TRANSACTIONS * scale)));
        }
        line.append('\n');
    }
}
