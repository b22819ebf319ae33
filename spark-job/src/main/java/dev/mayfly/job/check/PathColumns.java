package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the values of columns that folders of a file's path have, as Hive names them: {@code dt=2024-05-01/}. */
public final class PathColumns {
    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";
    private static final int HEX = 16;

    private final List<TypedColumn> columns;
    private final List<Folder> folders;

    private record Folder(String key, String value) {}

    private PathColumns(List<TypedColumn> columns, List<Folder> folders) {
        this.columns = columns;
        this.folders = folders;
    }

    /** The values, or what is wrong with the path. */
    public record Read(List<PathValue> values, List<String> problems) {}

    /** Of all columns that are read from the path, each by its type and its rules. */
    public static Read read(URI file, List<TypedColumn> columns) {
        String[] parts = file.getPath().split("/", -1);
        List<Folder> folders = Arrays.stream(parts)
                .limit(parts.length - 1L)
                .filter(part -> part.indexOf('=') > 0)
                .map(part -> new Folder(
                        unescaped(part.substring(0, part.indexOf('='))),
                        unescaped(part.substring(part.indexOf('=') + 1))))
                .toList();
        PathColumns path = new PathColumns(columns, folders);
        List<PathValue> values = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        IntStream.range(0, columns.size())
                .filter(column -> columns.get(column).origin().inPath())
                .forEach(column -> path.read(column, values).ifPresent(problems::add));
        return new Read(values, problems);
    }

    /** The folder in the path that is named like the column, for those who look for the column in the header. */
    public static Optional<String> folder(URI file, TypedColumn column) {
        return Arrays.stream(file.getPath().split("/", -1))
                .filter(part -> part.indexOf('=') > 0)
                .map(part -> part.substring(0, part.indexOf('=')))
                .filter(key ->
                        key.equalsIgnoreCase(column.name()) || column.origin().names(key))
                .findFirst();
    }

    private Optional<String> read(int column, List<PathValue> values) {
        TypedColumn typed = columns.get(column);
        String key = typed.origin().path();
        List<Folder> found = folders.stream()
                .filter(folder -> folder.key.equalsIgnoreCase(key))
                .toList();
        if (found.size() != 1) {
            return Optional.of(
                    found.isEmpty()
                            ? "its path has no folder `%s=…`, from which column %s is read".formatted(key, typed.name())
                            : "its path has %d folders `%s=…`, and column %s can be read from one"
                                    .formatted(found.size(), key, typed.name()));
        }
        String text = found.get(0).value;
        boolean nothing = text.isEmpty() || text.equals(HIVE_NULL);
        if (nothing && !typed.nullable()) {
            return Optional.of("its path has no value for %s=, and column %s needs one".formatted(key, typed.name()));
        }
        values.add(new PathValue(column, nothing ? "" : text));
        int room = PartitionRoom.of(columns, List.of()).of(typed.name());
        if (typed.partition() && PartitionRoom.bytes(text) > room) {
            return Optional.of("its path gives column %s %,d bytes as a partition value; at most %d"
                    .formatted(typed.name(), PartitionRoom.bytes(text), room));
        }
        return nothing ? Optional.empty() : misfit(typed, text);
    }

    /** The path is the name of an object, which everybody may see. */
    private static Optional<String> misfit(TypedColumn column, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        try {
            Object value = ValueReaders.of(column.columnType()).read(bytes, 0, bytes.length);
            return ValueRule.of(column).stream()
                    .filter(rule -> !rule.allows(value))
                    .map(ValueRule::fault)
                    .findFirst()
                    .map(fault -> misfit(column, text, fault));
        } catch (BadValue e) {
            return Optional.of(misfit(column, text, "no " + e.getMessage()));
        }
    }

    private static String misfit(TypedColumn column, String text, String fault) {
        return "its path gives column %s the value '%s', which is %s"
                .formatted(column.name(), FileHeader.shown(text), fault);
    }

    /** Undoes percent signs: Hive escapes single characters so, others the bytes of UTF-8. */
    static String unescaped(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (isEscape(text, at)) {
                bytes.write(Integer.parseInt(text.substring(at + 1, at + 3), HEX));
                at += 3;
            }
            plain.append(decoded(bytes.toByteArray()));
            if (at < text.length() && !isEscape(text, at)) {
                plain.append(text.charAt(at++));
            }
        }
        return plain.toString();
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && text.charAt(at) == '%'
                && Character.digit(text.charAt(at + 1), HEX) >= 0
                && Character.digit(text.charAt(at + 2), HEX) >= 0;
    }

    private static String decoded(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
