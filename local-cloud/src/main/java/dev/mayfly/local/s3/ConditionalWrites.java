package dev.mayfly.local.s3;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/** Makes a write with If-Match one moment: S3Proxy compares and then writes, and another writer would fit in between. */
final class ConditionalWrites extends S3Filter {
    private static final long serialVersionUID = 1;
    private final ReentrantLock moment;

    ConditionalWrites(HttpServlet s3, ReentrantLock moment) {
        super(s3);
        this.moment = moment;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getHeader("If-Match") == null || request.getMethod().matches("GET|HEAD")) {
            s3.service(request, response);
            return;
        }
        moment.lock();
        try {
            s3.service(request, response);
        } finally {
            moment.unlock();
        }
    }
}
