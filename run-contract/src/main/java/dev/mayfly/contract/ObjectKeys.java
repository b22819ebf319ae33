package dev.mayfly.contract;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the key of an object says about it, to whoever lists a source, uploads to it or reads from it. */
public final class ObjectKeys {
    private static final Pattern SLASH = Pattern.compile("/");
    private static final Pattern NO_NAME = Pattern.compile("\\.{0,2}");

    /**
     * Whether a key below a source is hidden: one of its parts starts with {@code _} or {@code .}, as Hive, Trino and Athena have it. The parts
     * {@code .} and {@code ..} are no names and hide nothing; {@link #isReadable} refuses them.
     */
    public static boolean isHidden(String name) {
        return parts(name).stream()
                .anyMatch(part -> part.startsWith("_")
                        || (part.startsWith(".") && !NO_NAME.matcher(part).matches()));
    }

    /** Whether an object stands for a folder, as the S3 console, EMRFS and Hadoop write them. */
    public static boolean isFolderMarker(String name, long bytes) {
        return bytes == 0 && (name.isEmpty() || name.endsWith("/") || name.endsWith("_$folder$"));
    }

    /**
     * Whether Spark asks for the object by this key: Hadoop's paths drop an empty part and resolve {@code .} and {@code ..}, so that it would
     * ask for another one.
     */
    public static boolean isReadable(String key) {
        return parts(key).stream().noneMatch(part -> NO_NAME.matcher(part).matches());
    }

    /** The key without the parts for which {@link #isReadable} refuses it. */
    public static String readable(String key) {
        return parts(key).stream()
                .filter(part -> !NO_NAME.matcher(part).matches())
                .collect(Collectors.joining("/"));
    }

    private static List<String> parts(String key) {
        return Arrays.asList(SLASH.split(key, -1));
    }

    private ObjectKeys() {}
}
