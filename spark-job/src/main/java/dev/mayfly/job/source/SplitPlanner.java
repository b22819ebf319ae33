package dev.mayfly.job.source;

import dev.mayfly.contract.InputFile;
import dev.mayfly.job.check.FileHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Cuts inputs into pieces of about one size, and packs small ones together, so that every core has work and no task is tiny. */
final class SplitPlanner {
    private static final long SMALLEST = 4L << 20;
    private static final long LARGEST = 128L << 20;
    private static final int TASKS_PER_CORE = 3;
    /** What opening a file costs, in bytes that could be read meanwhile. */
    private static final long OPENING = 1L << 20;

    static List<List<InputSplit>> of(
            List<InputFile> inputs, Map<InputFile, FileHeader> headers, Predicate<InputFile> whole, int cores) {
        long total = inputs.stream().mapToLong(InputFile::bytes).sum();
        long size = Math.min(LARGEST, Math.max(SMALLEST, total / ((long) cores * TASKS_PER_CORE)));
        return pack(cut(inputs, headers, whole, size), size);
    }

    static List<InputSplit> cut(
            List<InputFile> inputs, Map<InputFile, FileHeader> headers, Predicate<InputFile> whole, long size) {
        List<InputSplit> pieces = new ArrayList<>();
        Map<Object, Integer> ids = new HashMap<>();
        for (InputFile input : inputs) {
            FileHeader header = headers.get(input);
            int id = ids.computeIfAbsent(header.meaning(), meaning -> ids.size());
            long step = whole.test(input) ? Math.max(1, input.bytes()) : size;
            for (long start = 0; start < input.bytes(); start += step) {
                long length = Math.min(step, input.bytes() - start);
                pieces.add(new InputSplit(pieces.size(), input.uri(), start, length, header, id));
            }
        }
        return pieces;
    }

    private static List<List<InputSplit>> pack(List<InputSplit> pieces, long size) {
        List<List<InputSplit>> packed = new ArrayList<>();
        long room = 0;
        for (InputSplit piece : pieces) {
            long weight = piece.length() + OPENING;
            if (packed.isEmpty() || room < weight) {
                packed.add(new ArrayList<>());
                room = size + OPENING;
            }
            packed.get(packed.size() - 1).add(piece);
            room -= weight;
        }
        return packed;
    }

    private SplitPlanner() {}
}
