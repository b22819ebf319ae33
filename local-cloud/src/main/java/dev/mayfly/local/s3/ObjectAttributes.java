package dev.mayfly.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URLDecoder;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What S3Proxy neither takes nor shows of objects: the checksum that a writer chose and sends behind the body, checksum and restore
 * in listings, the header of a restore, and RestoreObject itself.
 */
final class ObjectAttributes extends S3Filter {
    private static final long serialVersionUID = 1;
    private static final String CHECKSUM_HEADER = "x-amz-checksum-";
    private static final Pattern CONTENTS = Pattern.compile("<Contents>(.*?)</Contents>", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>", Pattern.DOTALL);
    private static final Pattern DAYS = Pattern.compile("<Days>\\s*([0-9]+)\\s*</Days>");
    private final transient BlobStore store;
    private final transient StoredChecksums checksums;
    private final transient Archives archives;

    ObjectAttributes(HttpServlet s3, BlobStore store, StoredChecksums checksums, Archives archives) {
        super(s3);
        this.store = store;
        this.checksums = checksums;
        this.archives = archives;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        String key = key(request);
        boolean readsAnObject = request.getMethod().matches("GET|HEAD") && !key.isEmpty();
        if (request.getMethod().equals("POST") && query.matches("(.*&)?restore(=?(&.*)?)?")) {
            restore(request, response, bucket(request), key);
        } else if (request.getMethod().equals("GET") && key.isEmpty() && query.contains("list-type=2")) {
            list(request, response, query.contains("encoding-type=url"));
        } else if (readsAnObject) {
            showRestore(response, bucket(request), key);
            s3.service(request, response);
        } else {
            s3.service(new WithChecksumChoice(request), response);
        }
    }

    private static String bucket(HttpServletRequest request) {
        String path = path(request);
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    private static String key(HttpServletRequest request) {
        String path = path(request);
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(slash + 1);
    }

    private static String path(HttpServletRequest request) {
        return URLDecoder.decode(request.getRequestURI().substring(1).replace("+", "%2B"), UTF_8);
    }

    private void restore(HttpServletRequest request, HttpServletResponse response, String bucket, String key)
            throws IOException {
        String body = new String(request.getInputStream().readAllBytes(), UTF_8);
        HeadObjectResponse object = store.blobMetadataIfPresent(bucket, key);
        Matcher days = DAYS.matcher(body);
        if (object == null) {
            refuse(response, 404, "NoSuchKey", "The specified key does not exist.");
        } else if (!Archives.archive(object.storageClassAsString())) {
            refuse(
                    response,
                    403,
                    "InvalidObjectState",
                    "Restore is not allowed for the object's current storage class");
        } else if (!days.find() || Integer.parseInt(days.group(1)) < 1) {
            refuse(response, 400, "MalformedXML", "Days has to be a positive number.");
        } else if (archives.of(bucket, key, object.eTag())
                .filter(restore -> restore.inProgress(archives.now()))
                .isPresent()) {
            refuse(response, 409, "RestoreAlreadyInProgress", "Object restore is already in progress");
        } else {
            boolean first = archives.restore(bucket, key, object.eTag(), Integer.parseInt(days.group(1)));
            response.setStatus(first ? 202 : 200);
        }
    }

    private static void refuse(HttpServletResponse response, int status, String code, String message)
            throws IOException {
        byte[] body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, message)
                .getBytes(UTF_8);
        response.setStatus(status);
        response.setContentType("application/xml");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private void showRestore(HttpServletResponse response, String bucket, String key) {
        HeadObjectResponse object = store.containerExists(bucket) ? store.blobMetadataIfPresent(bucket, key) : null;
        if (object != null && Archives.archive(object.storageClassAsString())) {
            archives.of(bucket, key, object.eTag())
                    .ifPresent(restore -> response.setHeader(
                            "x-amz-restore",
                            restore.inProgress(archives.now())
                                    ? "ongoing-request=\"true\""
                                    : "ongoing-request=\"false\", expiry-date=\"%s\""
                                            .formatted(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                                    restore.expiry().atOffset(ZoneOffset.UTC)))));
        }
    }

    private void list(HttpServletRequest request, HttpServletResponse response, boolean encoded)
            throws ServletException, IOException {
        Kept kept = new Kept(response);
        s3.service(request, kept);
        String page = kept.text();
        boolean restores = Optional.ofNullable(request.getHeader("x-amz-optional-object-attributes"))
                .filter(asked -> asked.contains("RestoreStatus"))
                .isPresent();
        if (response.getStatus() == 200) {
            String bucket = bucket(request);
            page = CONTENTS.matcher(page)
                    .replaceAll(found -> Matcher.quoteReplacement("<Contents>" + found.group(1)
                            + attributes(bucket, found.group(1), encoded, restores) + "</Contents>"));
        }
        byte[] body = page.getBytes(UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private String attributes(String bucket, String contents, boolean encoded, boolean restores) {
        Matcher name = KEY.matcher(contents);
        if (!name.find()) {
            return "";
        }
        String written = name.group(1)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
        String key = encoded ? URLDecoder.decode(written, UTF_8) : written;
        HeadObjectResponse object = store.blobMetadataIfPresent(bucket, key);
        if (object == null) {
            return "";
        }
        StoredChecksums.Choice choice = checksums.choice(bucket, key);
        String checksum = "<ChecksumAlgorithm>%s</ChecksumAlgorithm><ChecksumType>%s</ChecksumType>"
                .formatted(choice.algorithm(), choice.type());
        return checksum
                + archives.of(bucket, key, object.eTag())
                        .filter(restore -> restores)
                        .map(restore -> restore.inProgress(archives.now())
                                ? "<RestoreStatus><IsRestoreInProgress>true</IsRestoreInProgress></RestoreStatus>"
                                : "<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>%s</RestoreExpiryDate></RestoreStatus>"
                                        .formatted(restore.expiry()))
                        .orElse("");
    }

    /** A writer's choice of a checksum that comes behind the body, or of a multipart upload, as metadata that nobody is shown. */
    private static final class WithChecksumChoice extends HttpServletRequestWrapper {
        private static final String METADATA = "x-amz-meta-";
        private final Map<String, String> added = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        WithChecksumChoice(HttpServletRequest request) {
            super(request);
            String trailer = header(request, "x-amz-trailer");
            String algorithm = trailer.startsWith(CHECKSUM_HEADER)
                    ? trailer.substring(CHECKSUM_HEADER.length())
                    : header(request, "x-amz-checksum-algorithm");
            boolean begins = request.getMethod().equals("PUT") || request.getQueryString() != null;
            if (!algorithm.isEmpty() && begins) {
                String name = algorithm.toUpperCase(Locale.ROOT);
                added.put(METADATA + StoredChecksums.ALGORITHM, name);
                String type = header(request, "x-amz-checksum-type");
                boolean multipart = request.getMethod().equals("POST");
                added.put(
                        METADATA + StoredChecksums.TYPE,
                        !type.isEmpty()
                                ? type.toUpperCase(Locale.ROOT)
                                : multipart && !name.equals("CRC64NVME") ? "COMPOSITE" : "FULL_OBJECT");
            }
        }

        private static String header(HttpServletRequest request, String name) {
            return Optional.ofNullable(request.getHeader(name)).orElse("").toLowerCase(Locale.ROOT);
        }

        @Override
        public String getHeader(String name) {
            return added.containsKey(name) ? added.get(name) : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return added.containsKey(name) ? Collections.enumeration(List.of(added.get(name))) : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = new ArrayList<>(Collections.list(super.getHeaderNames()));
            names.addAll(added.keySet());
            return Collections.enumeration(names);
        }
    }

    /** An answer that is kept to be completed; its status and headers are the real ones. */
    private static final class Kept extends HttpServletResponseWrapper {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(bytes, UTF_8));

        Kept(HttpServletResponse response) {
            super(response);
        }

        String text() {
            writer.flush();
            return bytes.toString(UTF_8);
        }

        @Override
        public PrintWriter getWriter() {
            return writer;
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException("answers are written at once");
                }

                @Override
                public void write(int b) {
                    bytes.write(b);
                }
            };
        }

        @Override
        public void setContentLength(int length) {}

        @Override
        public void setContentLengthLong(long length) {}

        @Override
        public void flushBuffer() {}
    }
}
