package dev.mayfly.job.check;

import dev.mayfly.contract.HeaderNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a header line into names. Unlike a row's, its quotes may have blanks beside them: {@code "id", "name"}. */
final class HeaderFields {
    private final String line;
    private final char separator;
    private int at;

    private HeaderFields(String line, char separator) {
        this.line = line;
        this.separator = separator;
    }

    /** The names as they stand there, but for quotes, with blanks around them where there are some; nothing where quotes break off. */
    static Optional<List<String>> of(String line, char separator) {
        HeaderFields fields = new HeaderFields(line, separator);
        List<String> names = new ArrayList<>();
        do {
            Optional<String> name = fields.next();
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.add(name.get());
        } while (fields.more());
        return Optional.of(names);
    }

    /** Whether a separator stands here, and steps over it. */
    private boolean more() {
        boolean more = at < line.length();
        at++;
        return more;
    }

    private Optional<String> next() {
        int start = at;
        skipBlanks();
        return at < line.length() && line.charAt(at) == '"' ? quoted(at > start) : plain(start);
    }

    private void skipBlanks() {
        while (at < line.length() && line.charAt(at) != separator && HeaderNames.isBlank(line.charAt(at))) {
            at++;
        }
    }

    private Optional<String> plain(int start) {
        int end = line.indexOf(separator, start);
        at = end < 0 ? line.length() : end;
        String name = line.substring(start, at);
        return name.indexOf('"') < 0 ? Optional.of(name) : Optional.empty();
    }

    /** Blanks beside the quotes are blanks of the name, for it is counted which names have some. */
    private Optional<String> quoted(boolean padded) {
        StringBuilder name = new StringBuilder(padded ? " " : "");
        at++;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c != '"') {
                name.append(c);
            } else if (at < line.length() && line.charAt(at) == '"') {
                name.append(c);
                at++;
            } else {
                int closed = at;
                skipBlanks();
                name.append(at > closed ? " " : "");
                boolean ends = at == line.length() || line.charAt(at) == separator;
                return ends ? Optional.of(name.toString()) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
