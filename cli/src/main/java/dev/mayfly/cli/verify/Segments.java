package dev.mayfly.cli.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists a table of a thousand partitions in ten segments and counts what is missing and what comes twice. */
final class Segments implements Check {
    private static final int PARTITIONS = 1_000;
    private static final int SEGMENTS = 10;

    @Override
    public String assumption() {
        return "Each of GetPartitions' segments lists every partition of its part once, and no two segments share one";
    }

    @Override
    public Finding run(Target site) {
        try (ScratchTable table = new ScratchTable(site, "mayfly_verify_segments")) {
            table.partitions(PARTITIONS);
            List<String> listed = new ArrayList<>();
            for (int segment = 0; segment < SEGMENTS; segment++) {
                listed.addAll(table.segment(segment, SEGMENTS));
            }
            Set<String> different = new HashSet<>(listed);
            return Finding.of(
                    listed.size() == PARTITIONS && different.size() == PARTITIONS,
                    "%d partitions in %d segments: %d listed, %d different"
                            .formatted(PARTITIONS, SEGMENTS, listed.size(), different.size()));
        }
    }
}
