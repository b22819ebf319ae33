package dev.mayfly.cli.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.orchestrator.run.IgnoredFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Uploads a folder as a server would: new and changed files by their content's hash, last the manifest that names those which the dataset's
 * tables read.
 */
public final class Sync {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_EXAMPLES = 10;
    private static final String HASH = "sha256";
    private final S3Client s3;
    private final RawPrefix to;
    private final TableFiles tables;

    /**
     * A client for uploads: without a checksum of the SDK's choice, so that S3 keeps CRC64NVME of each file, as it does for the AWS
     * CLI, and the same bytes are recognised whichever of them sent them.
     */
    public static S3ClientBuilder client() {
        return S3Client.builder().requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
    }

    public Sync(S3Client s3, RawPrefix to) {
        this(s3, to, TableFiles.UNKNOWN);
    }

    public Sync(S3Client s3, RawPrefix to, TableFiles tables) {
        this.s3 = s3;
        this.to = to;
        this.tables = tables;
    }

    /** Compares a folder with what is there; hidden files and folders (a name that starts with _ or .) are left out. */
    public SyncPlan plan(Path folder) throws IOException {
        Map<String, Path> files = FolderFiles.of(folder, to.prefix());
        if (files.isEmpty()) {
            throw new IllegalArgumentException("%s holds no files to upload".formatted(folder));
        }
        IgnoredFiles ignored = ignored(files.keySet());
        if (ignored.files() == files.size()) {
            throw new IllegalArgumentException("%s holds no file that a table reads: %s; nothing was uploaded"
                    .formatted(folder, ignored.describe()));
        }
        Map<String, S3Object> there = there();
        List<SyncPlan.Local> all = new ArrayList<>();
        List<SyncPlan.Local> changed = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            String key = file.getKey();
            Path path = file.getValue();
            SyncPlan.Local local = new SyncPlan.Local(path, key, Files.size(path), sha256(path));
            all.add(local);
            if (!there.containsKey(key) || there.get(key).size() != local.bytes() || !sameContent(local)) {
                changed.add(local);
            }
        }
        boolean manifestStale = !changed.isEmpty() || !hasManifest(there, manifest(all, there));
        return new SyncPlan(all, changed, ignored, manifestStale);
    }

    private IgnoredFiles ignored(Collection<String> keys) {
        List<IgnoredFiles.Example> unread = keys.stream()
                .flatMap(key -> tables.whyUnread(key).map(why -> new IgnoredFiles.Example(key, why)).stream())
                .toList();
        return new IgnoredFiles(unread.size(), unread.subList(0, Math.min(MOST_EXAMPLES, unread.size())), 0);
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
                request -> request.bucket(to.bucket())
                        .key(to.prefix() + tables.manifest())
                        .contentType("application/json"),
                RequestBody.fromBytes(manifest(plan.all(), there())));
    }

    private boolean hasManifest(Map<String, S3Object> there, byte[] manifest) {
        return there.containsKey(tables.manifest())
                && there.get(tables.manifest()).size() == manifest.length
                && Arrays.equals(
                        manifest,
                        s3.getObjectAsBytes(
                                        request -> request.bucket(to.bucket()).key(to.prefix() + tables.manifest()))
                                .asByteArray());
    }

    /** Of what the tables read alone: an entry that nobody reads could never be fulfilled. */
    private byte[] manifest(List<SyncPlan.Local> all, Map<String, S3Object> there) {
        ObjectNode manifest = JSON.createObjectNode();
        ArrayNode files = manifest.putArray("files");
        for (SyncPlan.Local local : all) {
            if (tables.whyUnread(local.key()).isEmpty()) {
                files.addObject()
                        .put("key", local.key())
                        .put("bytes", local.bytes())
                        .put("etag", there.get(local.key()).eTag().replace("\"", ""));
            }
        }
        return manifest.toString().getBytes(UTF_8);
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
