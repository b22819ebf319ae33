package dev.mayfly.cli.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Uploads a folder as a server would: new and changed files by their content's hash, the manifest that names them all last. */
public final class Sync {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "_manifest.json";
    private static final String HASH = "sha256";
    private final S3Client s3;
    private final RawPrefix to;

    public Sync(S3Client s3, RawPrefix to) {
        this.s3 = s3;
        this.to = to;
    }

    /** Compares a folder with what is there; hidden files (a name that starts with _ or .) are left out. */
    public SyncPlan plan(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("%s is no folder".formatted(folder));
        }
        Map<String, S3Object> there = there();
        List<SyncPlan.Local> all = new ArrayList<>();
        List<SyncPlan.Local> changed = new ArrayList<>();
        for (Path path : files(folder)) {
            String key = folder.relativize(path).toString().replace('\\', '/');
            SyncPlan.Local local = new SyncPlan.Local(path, key, Files.size(path), sha256(path));
            all.add(local);
            if (!there.containsKey(key) || there.get(key).size() != local.bytes() || !sameContent(local)) {
                changed.add(local);
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("%s holds no files to upload".formatted(folder));
        }
        return new SyncPlan(all, changed, !there.containsKey(MANIFEST));
    }

    /** Uploads what the plan says; without anything new nothing is written, the manifest included. */
    public void upload(SyncPlan plan, LongConsumer uploadedBytes) {
        if (plan.nothingNew()) {
            return;
        }
        for (SyncPlan.Local local : plan.changed()) {
            new Upload(s3, to.bucket(), to.prefix() + local.key())
                    .send(local.path(), Map.of(HASH, local.sha256()), uploadedBytes);
        }
        s3.putObject(
                request ->
                        request.bucket(to.bucket()).key(to.prefix() + MANIFEST).contentType("application/json"),
                RequestBody.fromBytes(manifest(plan)));
    }

    private byte[] manifest(SyncPlan plan) {
        Map<String, S3Object> there = there();
        ObjectNode manifest = JSON.createObjectNode();
        ArrayNode files = manifest.putArray("files");
        for (SyncPlan.Local local : plan.all()) {
            files.addObject()
                    .put("key", local.key())
                    .put("bytes", local.bytes())
                    .put("etag", there.get(local.key()).eTag().replace("\"", ""));
        }
        return manifest.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private Map<String, S3Object> there() {
        Map<String, S3Object> there = new HashMap<>();
        s3.listObjectsV2Paginator(request ->
                        request.bucket(to.bucket()).prefix(to.prefix()).encodingType(EncodingType.URL))
                .contents()
                .forEach(object -> there.put(object.key().substring(to.prefix().length()), object));
        return there;
    }

    private boolean sameContent(SyncPlan.Local local) {
        try {
            HeadObjectResponse head =
                    s3.headObject(request -> request.bucket(to.bucket()).key(to.prefix() + local.key()));
            return local.sha256().equals(head.metadata().get(HASH));
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("_")
                            && !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static String sha256(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
