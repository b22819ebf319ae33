package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The fields of one line as slices of its bytes; used again for the next line, so that nothing is allocated. */
final class LineFields {
    private byte[] bytes = new byte[0];
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private int count;

    /** Cuts a line without quotes at its commas. */
    void cut(byte[] line, int length) {
        bytes = line;
        count = 0;
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (line[i] == ',') {
                add(start, i - start);
                start = i + 1;
            }
        }
        add(start, length - start);
    }

    void take(String[] fields) {
        byte[][] parts = Arrays.stream(fields).map(f -> f.getBytes(UTF_8)).toArray(byte[][]::new);
        bytes = new byte[Arrays.stream(parts).mapToInt(p -> p.length).sum()];
        count = 0;
        int start = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, bytes, start, part.length);
            add(start, part.length);
            start += part.length;
        }
    }

    private void add(int start, int length) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        starts[count] = start;
        lengths[count++] = length;
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int field) {
        return starts[field];
    }

    int length(int field) {
        return lengths[field];
    }

    String text(int field) {
        return new String(bytes, starts[field], lengths[field], UTF_8);
    }
}
