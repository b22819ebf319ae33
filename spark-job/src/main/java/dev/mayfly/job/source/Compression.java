package dev.mayfly.job.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.hadoop.util.ReflectionUtils;

/** How a file is compressed, by the end of its name; those alone are read that need no native library. */
public enum Compression {
    GZIP("gzip", ".gz", "\u001F\u008B") {
        @Override
        InputStream unpacked(Configuration conf, InputStream in) throws IOException {
            return hadoop(ReflectionUtils.newInstance(GzipCodec.class, conf), in);
        }
    },
    BZIP2("bzip2", ".bz2", "BZh") {
        @Override
        InputStream unpacked(Configuration conf, InputStream in) throws IOException {
            // Not by Hadoop's codec, which takes a file that breaks off for one that ends there.
            return new BZip2CompressorInputStream(new BufferedInputStream(in, BUFFER), true);
        }
    },
    DEFLATE("deflate", ".deflate", "") {
        @Override
        InputStream unpacked(Configuration conf, InputStream in) throws IOException {
            return hadoop(ReflectionUtils.newInstance(DefaultCodec.class, conf), in);
        }
    };

    private static final int BUFFER = 64 << 10;
    private static final int FIRST_BYTES = 3;

    /** Ends of names whose files are read by no Hadoop everywhere, or hold several files. */
    private static final List<String> UNREAD = List.of(
            ".zip",
            ".zst",
            ".zstd",
            ".xz",
            ".lzma",
            ".lz4",
            ".lzo",
            ".snappy",
            ".sz",
            ".br",
            ".z",
            ".7z",
            ".rar",
            ".tar",
            ".tgz",
            ".tbz2",
            ".xlsx",
            ".xls",
            ".parquet",
            ".orc",
            ".avro");

    private final String title;
    private final String suffix;
    /** The first bytes of each such file, a character for each. */
    private final String magic;

    Compression(String title, String suffix, String magic) {
        this.title = title;
        this.suffix = suffix;
        this.magic = magic;
    }

    /** Nothing for a file that is not compressed. */
    public static Optional<Compression> of(URI file) {
        String name = name(file);
        return Arrays.stream(values()).filter(one -> name.endsWith(one.suffix)).findFirst();
    }

    /** Why a file of this name cannot be read, and what would be right. */
    public static Optional<String> unread(URI file) {
        String name = name(file);
        return UNREAD.stream()
                .filter(name::endsWith)
                .findFirst()
                .or(() -> name.endsWith(".tar.gz") ? Optional.of(".tar.gz") : Optional.empty())
                .or(() -> name.endsWith(".tar.bz2") ? Optional.of(".tar.bz2") : Optional.empty())
                .map(
                        "its name ends in %s, which is not read; upload it as plain CSV, or compress it with gzip (.gz) or bzip2 (.bz2)"
                                ::formatted);
    }

    private static String name(URI file) {
        return file.getPath().toLowerCase(Locale.ROOT);
    }

    /** The contents of a compressed file; every byte of it is read, and none may be missing or left over. */
    InputStream open(Configuration conf, InputStream file) throws IOException {
        byte[] first = file.readNBytes(FIRST_BYTES);
        if (!new String(first, ISO_8859_1).startsWith(magic)) {
            throw new IOException("its name ends in %s, and its contents are not %s; compress it, or rename it"
                    .formatted(suffix, title));
        }
        return unpacked(conf, new SequenceInputStream(new ByteArrayInputStream(first), file));
    }

    abstract InputStream unpacked(Configuration conf, InputStream in) throws IOException;

    private static InputStream hadoop(CompressionCodec codec, InputStream in) throws IOException {
        Decompressor decompressor = CodecPool.getDecompressor(codec);
        return new FilterInputStream(codec.createInputStream(in, decompressor)) {
            private boolean open = true;

            @Override
            public void close() throws IOException {
                try {
                    super.close();
                } finally {
                    if (open) {
                        open = false;
                        CodecPool.returnDecompressor(decompressor);
                    }
                }
            }
        };
    }

    String suffix() {
        return suffix;
    }

    @Override
    public String toString() {
        return title;
    }
}
