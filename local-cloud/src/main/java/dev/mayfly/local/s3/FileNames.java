package dev.mayfly.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;

/**
 * The file in which an object lies: the key itself where a file can have that name, else a name below {@code .keys/} that no other key has. S3
 * knows no folders, so a key may have empty parts, end in a slash, or be the beginning of another.
 */
final class FileNames {
    private static final String ENCODED = ".keys/";
    /** What S3Proxy's store keeps for itself. */
    private static final String RESERVED = ".mpus-";

    private static final String RESERVED_FOLDER = ".s3proxy-";
    /** A file may have 255 bytes; the store adds an identifier while a body comes in. */
    private static final int LONGEST_PART = 200;

    private static final String FOLDER_END = "+/";
    private static final String FILE_END = "=";

    /** Whether a key can be the name of a file, if nothing stands where it or its folders would. */
    static boolean isPlain(String key) {
        return !key.startsWith(ENCODED)
                && !key.startsWith(RESERVED)
                && !key.startsWith(RESERVED_FOLDER)
                && key.indexOf('\0') < 0
                && Arrays.stream(key.split("/", -1))
                        .noneMatch(part -> part.isEmpty()
                                || part.equals(".")
                                || part.equals("..")
                                || part.equals(".keys")
                                || part.getBytes(UTF_8).length > LONGEST_PART);
    }

    /** The name that any key can have; a folder is never called as a file is. */
    static String encoded(String key) {
        StringBuilder all = new StringBuilder();
        for (byte one : key.getBytes(UTF_8)) {
            char character = (char) (one & 0xff);
            if (character < 128 && (Character.isLetterOrDigit(character) || character == '_' || character == '-')) {
                all.append(character);
            } else {
                all.append("%%%02X".formatted(one & 0xff));
            }
        }
        StringBuilder name = new StringBuilder(ENCODED);
        for (int at = 0; at < all.length(); at += LONGEST_PART) {
            boolean last = at + LONGEST_PART >= all.length();
            name.append(all, at, Math.min(all.length(), at + LONGEST_PART)).append(last ? FILE_END : FOLDER_END);
        }
        return name.toString();
    }

    /** The key of the object that lies in a file of this name. */
    static String key(String name) {
        return name.startsWith(ENCODED)
                ? URLDecoder.decode(
                        name.substring(ENCODED.length(), name.length() - 1).replace(FOLDER_END, ""), UTF_8)
                : name;
    }

    private FileNames() {}
}
