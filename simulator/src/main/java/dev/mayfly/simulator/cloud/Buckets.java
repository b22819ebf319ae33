package dev.mayfly.simulator.cloud;

import dev.mayfly.contract.S3Uris;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The objects that are there: strongly consistent, equal bytes have equal tags. */
public final class Buckets {
    private final Map<String, TreeMap<String, Stored>> buckets = new HashMap<>();

    /** An object; its tag is without quotes. */
    public record Stored(byte[] bytes, String etag) {
        /** The checksum of the content. */
        public String content() {
            return tag(bytes);
        }
    }

    /** Writes an object. */
    public Stored put(String bucket, String key, byte[] bytes) {
        Stored stored = new Stored(bytes, tag(bytes));
        buckets.computeIfAbsent(bucket, name -> new TreeMap<>()).put(key, stored);
        return stored;
    }

    /** Writes an object. */
    public Stored put(URI uri, byte[] bytes) {
        return put(S3Uris.bucket(uri), S3Uris.key(uri), bytes);
    }

    /** Takes an object away; it may be gone already. */
    public void remove(String bucket, String key) {
        buckets.getOrDefault(bucket, new TreeMap<>()).remove(key);
    }

    /** Takes an object away; it may be gone already. */
    public void remove(URI uri) {
        remove(S3Uris.bucket(uri), S3Uris.key(uri));
    }

    /** An object, where it is there. */
    public Optional<Stored> get(String bucket, String key) {
        return Optional.ofNullable(buckets.getOrDefault(bucket, new TreeMap<>()).get(key));
    }

    /** An object, where it is there. */
    public Optional<Stored> get(URI uri) {
        return get(S3Uris.bucket(uri), S3Uris.key(uri));
    }

    /** Every object below a prefix, in the order of keys. */
    public SortedMap<String, Stored> list(String bucket, String prefix) {
        return buckets.getOrDefault(bucket, new TreeMap<>()).subMap(prefix, prefix + '\uffff');
    }

    private static String tag(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
