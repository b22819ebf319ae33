package dev.mayfly.job;

import java.io.InputStream;
import java.io.OutputStream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.io.CompressionCodec;
import org.apache.spark.io.LZ4CompressionCodec;

/** Spark's usual packing of what tasks hand to tasks, which fails as {@link FaultyFileSystem} is told. */
public final class FaultyCodec implements CompressionCodec {
    private final LZ4CompressionCodec usual;

    public FaultyCodec(SparkConf conf) {
        usual = new LZ4CompressionCodec(conf);
    }

    @Override
    public OutputStream compressedOutputStream(OutputStream out) {
        if (TaskContext.get() != null) {
            FaultyFileSystem.look(FaultyFileSystem.Operation.SHUFFLE_OUT, "");
        }
        return usual.compressedOutputStream(out);
    }

    @Override
    public InputStream compressedInputStream(InputStream in) {
        if (TaskContext.get() != null && FaultyFileSystem.isWriting()) {
            FaultyFileSystem.look(FaultyFileSystem.Operation.SHUFFLE_IN, "");
        }
        return usual.compressedInputStream(in);
    }

    @Override
    public OutputStream compressedContinuousOutputStream(OutputStream out) {
        return compressedOutputStream(out);
    }

    @Override
    public InputStream compressedContinuousInputStream(InputStream in) {
        return compressedInputStream(in);
    }
}
