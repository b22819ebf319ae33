package dev.mayfly.local.s3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of one bucket in the order of their keys, each with the file in which it lies. */
final class ObjectIndex {
    private static final int MOST_KEYS = 1000;
    private final NavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>(inUtf8());

    /** An object as a list shows it. */
    record Entry(String file, S3Object object) {}

    /** S3 sorts keys by their bytes in UTF-8: what Java keeps in two halves comes after all else. */
    private static Comparator<String> inUtf8() {
        return (one, other) -> {
            for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
                char left = one.charAt(i);
                char right = other.charAt(i);
                if (left != right) {
                    boolean leftHalf = Character.isSurrogate(left);
                    return leftHalf == Character.isSurrogate(right) ? left - right : leftHalf ? 1 : -1;
                }
            }
            return one.length() - other.length();
        };
    }

    void put(String key, Entry entry) {
        entries.put(key, entry);
    }

    void remove(String key) {
        entries.remove(key);
    }

    /** The file of an object that is there. */
    Optional<String> file(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::file);
    }

    /** The file for an object that may not be there yet. */
    String fileFor(String key) {
        return file(key).orElseGet(() -> FileNames.isPlain(key) && !standsInTheWay(key) ? key : FileNames.encoded(key));
    }

    /** Whether a folder stands where the key's file would, or a file where one of its folders would. */
    private boolean standsInTheWay(String key) {
        for (String below : entries.tailMap(key + "/").keySet()) {
            if (!below.startsWith(key + "/")) {
                break;
            }
            if (entries.get(below).file().equals(below)) {
                return true;
            }
        }
        for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
            String folder = key.substring(0, slash);
            if (file(folder).filter(folder::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** A page of it; keys that go on behind the delimiter are one common prefix. */
    ListObjectsV2Response page(ListObjectsV2Request request) {
        String prefix = Optional.ofNullable(request.prefix()).orElse("");
        String delimiter = Optional.ofNullable(request.delimiter()).orElse("");
        String after = Optional.ofNullable(request.continuationToken())
                .map(ListTokens::read)
                .or(() -> Optional.ofNullable(request.startAfter()))
                .orElse("");
        int most = Optional.ofNullable(request.maxKeys()).orElse(MOST_KEYS);
        List<S3Object> objects = new ArrayList<>();
        List<CommonPrefix> prefixes = new ArrayList<>();
        String last = after;
        boolean more = false;
        NavigableMap<String, Entry> rest =
                inUtf8().compare(after, prefix) < 0 ? entries.tailMap(prefix, true) : entries.tailMap(after, false);
        for (var entry : rest.entrySet()) {
            String key = entry.getKey();
            if (!key.startsWith(prefix)) {
                break;
            }
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String shown = end < 0 ? key : key.substring(0, end + delimiter.length());
            if (end >= 0 && shown.equals(last)) {
                continue;
            }
            if (objects.size() + prefixes.size() == most) {
                more = most > 0;
                break;
            }
            if (end < 0) {
                objects.add(entry.getValue().object());
            } else {
                prefixes.add(CommonPrefix.builder().prefix(shown).build());
            }
            last = shown;
        }
        return ListObjectsV2Response.builder()
                .name(request.bucket())
                .prefix(request.prefix())
                .delimiter(request.delimiter())
                .maxKeys(most)
                .contents(objects)
                .commonPrefixes(prefixes)
                .keyCount(objects.size() + prefixes.size())
                .isTruncated(more)
                .nextContinuationToken(more ? ListTokens.write(last) : null)
                .build();
    }
}
