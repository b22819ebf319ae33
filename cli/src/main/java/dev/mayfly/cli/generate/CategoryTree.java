package dev.mayfly.cli.generate;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** A tree of 1,669 categories with 25 roots, at most five levels deep, its rows in no order. */
final class CategoryTree {
    static final int SIZE = 1_669;
    private static final int ROOTS = 25;
    private static final int DEEPEST = 5;
    private static final int LARGEST_ID = 1_700;
    private final List<Integer> ids;
    private final int[] parents = new int[SIZE];
    private final int[] order;

    CategoryTree(SplittableRandom random) {
        Set<Integer> distinct = new LinkedHashSet<>();
        while (distinct.size() < SIZE) {
            distinct.add(random.nextInt(LARGEST_ID));
        }
        ids = new ArrayList<>(distinct);
        int[] depths = new int[SIZE];
        order = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            order[i] = i;
            parents[i] = -1;
            if (i >= ROOTS) {
                int parent = random.nextInt(i);
                while (depths[parent] >= DEEPEST) {
                    parent = random.nextInt(i);
                }
                parents[i] = parent;
                depths[i] = depths[parent] + 1;
            }
        }
        for (int i = SIZE - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }

    int anyId(SplittableRandom random) {
        return ids.get(random.nextInt(SIZE));
    }

    void write(Writer out) throws IOException {
        out.write("categoryid,parentid\n");
        for (int i : order) {
            out.write(Integer.toString(ids.get(i)));
            out.write(',');
            if (parents[i] >= 0) {
                out.write(Integer.toString(ids.get(parents[i])));
            }
            out.write('\n');
        }
    }
}
