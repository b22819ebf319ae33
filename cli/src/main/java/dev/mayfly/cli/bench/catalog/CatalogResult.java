package dev.mayfly.cli.bench.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a publication of so many partitions took, and which of its bounds it broke. */
record CatalogResult(
        int partitions,
        int invocations,
        int kills,
        long writes,
        long reads,
        long writesWhenUnchanged,
        boolean exact,
        long manifestBytes,
        long heapBytes,
        long seconds) {
    private static final long A_WRITE = 100;
    private static final long A_READ = 1_000;
    private static final int ENOUGH_TO_SHOW = 250_000;

    /** The batches that so many partitions need, and one for each kill, whose answer was lost. */
    long mostWrites() {
        return (partitions + A_WRITE - 1) / A_WRITE + kills;
    }

    long mostReads() {
        return 4 * ((partitions + A_READ - 1) / A_READ + invocations);
    }

    /** Each bound that does not hold, in words. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        say(broken, !exact, "the catalog does not show exactly what the run made");
        say(broken, writes > mostWrites(), "%d partition writes, at most %d".formatted(writes, mostWrites()));
        say(broken, reads > mostReads(), "%d reads, at most %d".formatted(reads, mostReads()));
        say(broken, writesWhenUnchanged > 0, writesWhenUnchanged + " writes though nothing had changed");
        say(broken, invocations <= kills, "%d invocations for %d kills".formatted(invocations, kills));
        say(
                broken,
                partitions >= ENOUGH_TO_SHOW && heapBytes >= manifestBytes,
                "a heap of %d bytes has room for the manifest's %d".formatted(heapBytes, manifestBytes));
        return broken;
    }

    String json() {
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("partitions", partitions)
                .put("invocations", invocations)
                .put("writes", writes)
                .put("reads", reads)
                .put("writesWhenUnchanged", writesWhenUnchanged)
                .put("exact", exact)
                .put("kills", kills)
                .put("manifestBytes", manifestBytes)
                .put("heapBytes", heapBytes)
                .put("seconds", seconds);
        return json.toString();
    }

    private static void say(List<String> broken, boolean wrong, String what) {
        if (wrong) {
            broken.add(what);
        }
    }
}
