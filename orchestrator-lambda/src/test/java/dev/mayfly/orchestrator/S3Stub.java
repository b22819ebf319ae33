package dev.mayfly.orchestrator;

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

    private record Told(int status, byte[] body) {}

    public S3Stub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String query = exchange.getRequestURI().getRawQuery();
            Told told = query != null && query.contains("list-type=2")
                    ? page(exchange.getRequestURI().getPath(), query.contains("encoding-type=url"))
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

    /** What is heard of {@code /bucket/key}; nothing else is there. */
    public void tell(String path, int status, byte[] body) {
        objects.put(path, new Told(status, body.clone()));
    }

    /** What is listed of a bucket, whatever is asked for. */
    public void list(String bucket, List<String> keys) {
        listed.put("/" + bucket, List.copyOf(keys));
    }

    /** As S3 writes it: what XML cannot hold is a reference that no parser takes, unless encoded keys are asked for. */
    private Told page(String bucket, boolean encoded) {
        String contents = listed.getOrDefault(bucket, List.of()).stream()
                .map(key -> "<Contents><Key>%s</Key><ETag>\"0\"</ETag><Size>1</Size></Contents>"
                        .formatted(
                                encoded
                                        ? URLEncoder.encode(key, StandardCharsets.UTF_8)
                                                .replace("%2F", "/")
                                        : key.replace("&", "&amp;").replace("\u0001", "&#x1;")))
                .collect(Collectors.joining());
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
