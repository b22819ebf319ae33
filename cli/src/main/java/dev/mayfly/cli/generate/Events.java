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
    private static final int ITEMS = 235_061;
    private static final int LARGEST_ITEM = 466_867;
    private static final int TRANSACTIONS = 17_672;
    private static final double CARTS = 69_332.0 / 2_756_101;
    private static final double SALES = 22_457.0 / 2_756_101;
    private static final int ROWS_TO_ONE_DUPLICATE = 5_991;
    private static final int COMES_BACK_PERCENT = 25;
    private static final long A_VISIT = 1_800_000;
    private static final int TOLD_EVERY = 10_000;
    private final double scale;
    private final SplittableRandom random;
    private long timestamp;
    private long visitor;
    private long item;

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
        look();
        line.append(timestamp).append(',').append(visitor).append(',');
        line.append(kind < SALES ? "transaction" : kind < SALES + CARTS ? "addtocart" : "view")
                .append(',')
                .append(item)
                .append(',');
        if (kind < SALES) {
            line.append(random.nextLong((long) Math.max(1, TRANSACTIONS * scale)));
        }
        line.append('\n');
    }

    /** Somebody at some item; now and then the same one again at the same, a while later. */
    private void look() {
        if (visitor > 0 && random.nextInt(100) < COMES_BACK_PERCENT) {
            timestamp = Math.min(LAST, timestamp + random.nextLong(A_VISIT));
            return;
        }
        timestamp = random.nextLong(FIRST, LAST + 1);
        visitor = (long) (Skew.towardsZero(random, 2) * Math.max(1, VISITORS * scale));
        long known = (long) (Skew.towardsZero(random, 2) * Math.max(1, ITEMS * Math.min(1, scale * 4)));
        item = 3 + known * (LARGEST_ITEM - 3) / ITEMS;
    }
}
