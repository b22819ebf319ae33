package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * How long the name of a partition's folder, {@code column=value}, may be: what a file system takes, for the table may be
 * copied to one, and less where more than two folders share a key of S3.
 */
public record PartitionRoom(int folder) {
    /** The longest name of a file or folder on Linux, macOS, Windows and HDFS. */
    private static final int NAME = 255;
    /** Of the 1,024 bytes of a key: the rest is for the table's prefix, the file's name and the committer's folders. */
    private static final int KEY = 544;
    /** A byte that is escaped becomes a per cent sign and two digits. */
    private static final int ESCAPED = 3;

    private static final String ESCAPES = "\"#%'*/:=?\\{[]^\u007F";

    /** The room in a table of these columns, some of which name partitions. */
    public static PartitionRoom of(List<TypedColumn> columns, List<DerivedValue> derived) {
        long folders = columns.stream().filter(TypedColumn::partition).count() + derived.size();
        return new PartitionRoom((int) Math.min(NAME, KEY / Math.max(1, folders) - 1));
    }

    /** How many bytes are left for a value of this column. */
    public int of(String column) {
        return Math.max(0, folder - column.length() - 1);
    }

    /** So many bytes of a value fit however many of them are escaped. */
    int surely(String column) {
        return of(column) / ESCAPED;
    }

    public static int bytes(String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        return bytes(utf8, 0, utf8.length);
    }

    /** The bytes of a value in UTF-8 as it stands in a folder's name. */
    static int bytes(byte[] value, int start, int length) {
        int bytes = length;
        for (int i = start; i < start + length; i++) {
            boolean escaped = (value[i] >= 0 && value[i] < ' ') || ESCAPES.indexOf(value[i] & 0xFF) >= 0;
            bytes += escaped ? ESCAPED - 1 : 0;
        }
        return bytes;
    }
}
