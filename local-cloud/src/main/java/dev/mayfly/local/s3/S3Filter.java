package dev.mayfly.local.s3;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;

/** A servlet in front of another one of S3's, with which it starts and ends. */
abstract class S3Filter extends HttpServlet {
    private static final long serialVersionUID = 1;
    final transient HttpServlet s3;

    S3Filter(HttpServlet s3) {
        this.s3 = s3;
    }

    @Override
    public final void init(ServletConfig config) throws ServletException {
        super.init(config);
        s3.init(config);
    }

    @Override
    public final void destroy() {
        s3.destroy();
    }
}
