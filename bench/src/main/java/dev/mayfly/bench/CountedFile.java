package dev.mayfly.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A file that adds every byte read from it to a sum. */
record CountedFile(InputFile file, AtomicLong sum) implements InputFile {
    @Override
    public long getLength() throws IOException {
        return file.getLength();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        return new Counted(file.newStream(), sum);
    }

    private static final class Counted extends SeekableInputStream {
        private final SeekableInputStream in;
        private final AtomicLong sum;

        Counted(SeekableInputStream in, AtomicLong sum) {
            this.in = in;
            this.sum = sum;
        }

        private int add(int read) {
            sum.addAndGet(Math.max(0, read));
            return read;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            add(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int start, int length) throws IOException {
            return add(in.read(bytes, start, length));
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            return add(in.read(buffer));
        }

        @Override
        public void readFully(byte[] bytes) throws IOException {
            in.readFully(bytes);
            add(bytes.length);
        }

        @Override
        public void readFully(byte[] bytes, int start, int length) throws IOException {
            in.readFully(bytes, start, length);
            add(length);
        }

        @Override
        public void readFully(ByteBuffer buffer) throws IOException {
            int length = buffer.remaining();
            in.readFully(buffer);
            add(length);
        }

        @Override
        public long getPos() throws IOException {
            return in.getPos();
        }

        @Override
        public void seek(long position) throws IOException {
            in.seek(position);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
