package dev.mayfly.job.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;

/** Files that are no CSV and say so in their first bytes; the name does not say it. */
enum FileSignature {
    GZIP("\u001F\u008B", "compressed with gzip, and its name does not end in .gz; rename it"),
    BZIP2("BZh", "compressed with bzip2, and its name does not end in .bz2; rename it"),
    ZIP("PK\u0003\u0004", "a zip archive or a spreadsheet; upload the CSV in it, plain or compressed with gzip"),
    ZSTD("(\u00B5/\u00FD", "compressed with zstd, which is not read; gzip (.gz) and bzip2 (.bz2) are"),
    XZ("\u00FD7zXZ\0", "compressed with xz, which is not read; gzip (.gz) and bzip2 (.bz2) are"),
    LZ4("\u0004\"M\u0018", "compressed with lz4, which is not read; gzip (.gz) and bzip2 (.bz2) are"),
    SNAPPY("\u00FF\u0006\0\0sNaPpY", "compressed with snappy, which is not read; gzip (.gz) and bzip2 (.bz2) are"),
    SEVEN_ZIP("7z\u00BC\u00AF", "a 7z archive; upload the CSV in it, plain or compressed with gzip"),
    PARQUET("PAR1", "a Parquet file; CSV is read"),
    AVRO("Obj\u0001", "an Avro file; CSV is read"),
    ORC("ORC", "an ORC file; CSV is read"),
    OLE("\u00D0\u00CF\u0011\u00E0", "a spreadsheet of old Excel; save it as CSV"),
    PDF("%PDF", "a PDF; CSV is read"),
    UTF16_LITTLE("\u00FF\u00FE", "UTF-16; save it as UTF-8"),
    UTF16_BIG("\u00FE\u00FF", "UTF-16; save it as UTF-8");

    private static final byte[] TAR = {'u', 's', 't', 'a', 'r'};
    private static final int TAR_PLACE = 257;
    private static final int LONGEST = 10;

    /** A character for each byte. */
    private final String bytes;

    private final String what;

    FileSignature(String bytes, String what) {
        this.bytes = bytes;
        this.what = what;
    }

    /** What a file is that begins with this line and has not the header of a table. */
    static Optional<String> of(byte[] line) {
        if (line.length >= TAR_PLACE + TAR.length
                && Arrays.equals(line, TAR_PLACE, TAR_PLACE + TAR.length, TAR, 0, TAR.length)) {
            return Optional.of("it is a tar archive; upload the CSV in it, plain or compressed with gzip");
        }
        String first = new String(line, 0, Math.min(line.length, LONGEST), ISO_8859_1);
        return Arrays.stream(values())
                .filter(one -> first.startsWith(one.bytes))
                .findFirst()
                .map(one -> "it is " + one.what);
    }
}
