package dev.mayfly.job.check;

import dev.mayfly.contract.HeaderNames;
import java.util.Locale;
import java.util.Optional;

/** Recognizes by its first line what is no CSV at all, and says what to do. */
final class FileKind {
    private static final String GIT_LFS = "version https://git-lfs";

    static Optional<String> of(String line) {
        String start = withoutBlanks(line).toLowerCase(Locale.ROOT);
        if (start.startsWith(GIT_LFS)) {
            return Optional.of("it is a Git LFS pointer, not the data; `git lfs pull` fetches that");
        }
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return Optional.of("it is a web page, not a CSV; a download that needs a login often ends so");
        }
        if (start.startsWith("<?xml") || start.startsWith("<error")) {
            return Optional.of("it is XML, not a CSV");
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            return Optional.of("it is JSON, as it seems, not a CSV; export it as CSV with a header line");
        }
        return start.startsWith("#")
                ? Optional.of("it begins with a comment; the header line has to come first")
                : Optional.empty();
    }

    private static String withoutBlanks(String line) {
        int start = 0;
        while (start < line.length() && HeaderNames.isBlank(line.charAt(start))) {
            start++;
        }
        return line.substring(start);
    }

    private FileKind() {}
}
