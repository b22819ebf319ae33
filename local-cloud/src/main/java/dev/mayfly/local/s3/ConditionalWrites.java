package dev.mayfly.local.s3;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/** Makes a write with If-Match one moment: S3Proxy compares and then writes, and another writer would fit in between. */
final class ConditionalWrites extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient HttpServlet s3;
    private final ReentrantLock moment;

    ConditionalWrites(HttpServlet s3, ReentrantLock moment) {
        this.s3 = s3;
        this.moment = moment;
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        s3.init(config);
    }

    @Override
    public void destroy() {
        s3.destroy();
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
