package dev.mayfly.local.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Lets a streaming service work while nothing of its answer goes out. */
final class DiscardedResponse extends HttpServletResponseWrapper {
    private final ServletOutputStream nowhere = new ServletOutputStream() {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("the services behind the front port write blocking");
        }

        @Override
        public void write(int b) {}
    };

    DiscardedResponse(HttpServletResponse out) {
        super(out);
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return nowhere;
    }

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    @Override
    public void flushBuffer() {}

    @Override
    public void setContentLengthLong(long length) {}

    @Override
    public void setContentLength(int length) {}
}
