package dev.mayfly.job.sink;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages one after the other with one context. Parquet's own codec makes a stream for each page, with tables for
 * megabytes; a page of 4,000 rows has some 30 KB, and told its size zstd takes tables that suit it.
 */
@SuppressWarnings("deprecation") // Parquet's page writer of this version takes nothing else
final class ZstdPages extends CodecFactory.BytesCompressor {
    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private byte[] compressed = new byte[0];

    ZstdPages(int level) {
        context.setLevel(level);
    }

    /** The result is good until the next page. */
    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        byte[] plain = page.toByteArray();
        int most = Math.toIntExact(Zstd.compressBound(plain.length));
        if (compressed.length < most) {
            compressed = new byte[most];
        }
        int size = context.compressByteArray(compressed, 0, compressed.length, plain, 0, plain.length);
        return BytesInput.from(compressed, 0, size);
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        context.close();
    }
}
