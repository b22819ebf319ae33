package dev.mayfly.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.local.http.AwsError;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses what S3 refuses and S3Proxy takes, and answers every error with S3's document. */
final class RequestRules extends S3Filter {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(RequestRules.class);
    private static final int LONGEST_KEY = 1024;
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_ERROR = 500;
    private static final int NOT_IMPLEMENTED = 501;

    RequestRules(HttpServlet s3) {
        super(s3);
    }

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws ServletException, IOException {
        ErrorDocuments response = new ErrorDocuments(out);
        try {
            QueryParameters request = new QueryParameters(in);
            check(request);
            s3.service(request, response);
        } catch (AwsError e) {
            response.send(e.status(), e.code(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", in.getMethod(), in.getRequestURI(), e);
            if (out.isCommitted()) {
                throw e;
            }
            response.send(INTERNAL_ERROR, "InternalError", "We encountered an internal error. Please try again.");
        }
    }

    private static void check(HttpServletRequest request) {
        String[] path = request.getRequestURI().split("/", 3);
        String key = path.length < 3 ? "" : URLDecoder.decode(path[2].replace("+", "%2B"), UTF_8);
        if (key.getBytes(UTF_8).length > LONGEST_KEY) {
            throw new AwsError(BAD_REQUEST, "KeyTooLongError", "Your key is too long");
        }
        String unlessThere = request.getHeader("If-None-Match");
        if (request.getMethod().matches("PUT|POST") && unlessThere != null && !unlessThere.equals("*")) {
            throw new AwsError(
                    NOT_IMPLEMENTED,
                    "NotImplemented",
                    "A header you provided implies functionality that is not implemented");
        }
        String token = request.getParameter("continuation-token");
        if (key.isEmpty() && token != null && !token.isEmpty() && !ListTokens.isToken(token)) {
            throw new AwsError(BAD_REQUEST, "InvalidArgument", "The continuation token provided is incorrect");
        }
    }
}
