package dev.mayfly.simulator.client;

/** What an object is for, by where it lies. */
final class ObjectKind {
    static String of(String bucket, String key) {
        if (bucket.endsWith("raw")) {
            return key.endsWith("_manifest.json") ? "input manifest" : "inputs";
        }
        if (bucket.endsWith("curated")) {
            return key.startsWith("mayfly-history/") ? "history" : "output";
        }
        if (bucket.endsWith("artifacts")) {
            return "job";
        }
        return inState(key);
    }

    private static String inState(String key) {
        if (key.startsWith("ledger/")) {
            return key.endsWith("/head.json") ? "head" : key.contains("/runs/") ? "record" : "ledger";
        }
        if (key.startsWith("manifests/")) {
            return key.endsWith(".failure.json") ? "failure" : key.endsWith(".ndjson") ? "shard" : "manifest";
        }
        int slash = key.indexOf('/');
        return slash < 0 ? "state" : key.substring(0, slash);
    }

    private ObjectKind() {}
}
