package dev.mayfly.orchestrator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/** The wire on loopback: the real client asks, and hears what a test wants it to hear. */
public final class S3Stub implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Told> objects = new ConcurrentHashMap<>();
    private final Map<String, List<String>> listed = new ConcurrentHashMap<>();

    private final Map<String, Map<String, String>> shown = new ConcurrentHashMap<>();
    private final Map<String, String> pages = new ConcurrentHashMap<>();

    private record Told(int status, byte[] body) {}

    public S3Stub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String query = exchange.getRequestURI().getRawQuery();
            Map<String, String> headers = shown.get(exchange.getRequestURI().getPath());
            if (headers != null) {
                show(exchange, headers);
                return;
            }
            Told told = query != null
                            && query.contains("list-type=2")
                            && !objects.containsKey(exchange.getRequestURI().getPath())
                    ? page(
                            exchange.getRequestURI().getPath(),
                            query.contains("encoding-type=url"),
                            "RestoreStatus"
                                    .equals(exchange.getRequestHeaders().getFirst("x-amz-optional-object-attributes")))
                    : objects.getOrDefault(exchange.getRequestURI().getPath(), new Told(404, new byte[0]));
            boolean bodiless = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("ETag", "\"0\"");
            exchange.sendResponseHeaders(told.status(), bodiless || told.body().length == 0 ? -1 : told.body().length);
            if (!bodiless && told.body().length > 0) {
                exchange.getResponseBody().write(told.body());
            }
            exchange.close();
        });
        server.start();
    }

    /** What HEAD shows of {@code /bucket/key}: a checksum only to whom asks for it, and nothing of another ETag. */
    public void show(String path, Map<String, String> headers) {
        shown.put(path, Map.copyOf(headers));
    }

    private static void show(HttpExchange exchange, Map<String, String> headers) throws IOException {
        Headers asked = exchange.getRequestHeaders();
        String etag = headers.getOrDefault("ETag", "\"0\"");
        String wanted = asked.getFirst("If-Match");
        boolean checksums = "ENABLED".equals(asked.getFirst("x-amz-checksum-mode"));
        headers.forEach((name, value) -> {
            if (checksums || !name.startsWith("x-amz-checksum")) {
                exchange.getResponseHeaders().set(name, value);
            }
        });
        boolean other = wanted != null && !wanted.replace("\"", "").equals(etag.replace("\"", ""));
        exchange.sendResponseHeaders(other ? 412 : 200, -1);
        exchange.close();
    }

    /** What is listed of a bucket, as S3 writes it: the element RestoreStatus only for whom asks for it. */
    public void listContents(String bucket, String contents) {
        pages.put("/" + bucket, contents);
    }

    /** What is heard of {@code /bucket/key}, or of {@code /bucket} where it is listed; nothing else is there. */
    public void tell(String path, int status, byte[] body) {
        objects.put(path, new Told(status, body.clone()));
    }

    /** What is listed of a bucket, whatever is asked for. */
    public void list(String bucket, List<String> keys) {
        listed.put("/" + bucket, List.copyOf(keys));
    }

    /** As S3 writes it: what XML cannot hold is a reference that no parser takes, unless encoded keys are asked for. */
    private Told page(String bucket, boolean encoded, boolean restores) {
        if (pages.containsKey(bucket)) {
            String contents = pages.get(bucket);
            return page(encoded, restores ? contents : contents.replaceAll("<RestoreStatus>.*?</RestoreStatus>", ""));
        }
        String contents = listed.getOrDefault(bucket, List.of()).stream()
                .map(key -> "<Contents><Key>%s</Key><ETag>\"0\"</ETag><Size>1</Size></Contents>"
                        .formatted(
                                encoded
                                        ? URLEncoder.encode(key, StandardCharsets.UTF_8)
                                                .replace("%2F", "/")
                                        : key.replace("&", "&amp;").replace("\u0001", "&#x1;")))
                .collect(Collectors.joining());
        return page(encoded, contents);
    }

    private static Told page(boolean encoded, String contents) {
        String page =
                "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">%s%s<IsTruncated>false</IsTruncated></ListBucketResult>"
                        .formatted(encoded ? "<EncodingType>url</EncodingType>" : "", contents);
        return new Told(200, page.getBytes(StandardCharsets.UTF_8));
    }

    public S3Client client() {
        return OneAnswer.client(S3Client.builder().forcePathStyle(true), server);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
