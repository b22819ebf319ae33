package dev.mayfly.orchestrator.inputs;

import java.util.regex.Pattern;

/**
 * Which names below a source are a table's, in the language of the shell's patterns: {@code *} and {@code ?} stop at a slash,
 * {@code **} does not, {@code [a-c]} and {@code [!a-c]} are one character, {@code {a,b}} is either, a backslash takes the next
 * character as itself. Names are compared as text: a path of the file system would need an encoding, and the one of a process
 * without a locale has no letter beyond ASCII.
 */
public final class FilePattern {
    private static final String ANY_BUT_SLASH = "[^/]";
    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private final Pattern names;
    private final Pattern namesInAnyCase;
    private int at;
    private boolean inGroup;

    private FilePattern(String glob) {
        this.glob = glob;
        while (at < glob.length()) {
            translate(take());
        }
        if (inGroup) {
            throw refused("{ is not closed");
        }
        // A line break is a character of a name like any other.
        this.names = Pattern.compile(regex.toString(), Pattern.DOTALL);
        this.namesInAnyCase =
                Pattern.compile(regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Reads a pattern; one that means nothing is refused with what is wrong with it. */
    public static FilePattern of(String glob) {
        return new FilePattern(glob);
    }

    /** Whether a name below the source is one of them. */
    public boolean matches(String name) {
        return names.matcher(name).matches();
    }

    /** Whether it is one of them but for the case of its letters. */
    boolean matchesInOtherCase(String name) {
        return !matches(name) && namesInAnyCase.matcher(name).matches();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return glob;
    }

    private void translate(int character) {
        switch (character) {
            case '*' -> regex.append(skip('*') ? ".*" : ANY_BUT_SLASH + "*");
            case '?' -> regex.append(ANY_BUT_SLASH);
            case '[' -> oneOf();
            case '\\' -> literal(escaped());
            case '{' -> open();
            default -> {
                if (inGroup && character == ',') {
                    regex.append('|');
                } else if (inGroup && character == '}') {
                    regex.append(')');
                    inGroup = false;
                } else {
                    literal(character);
                }
            }
        }
    }

    private int escaped() {
        if (at == glob.length()) {
            throw refused("nothing comes after the last \\");
        }
        return take();
    }

    private void open() {
        if (inGroup) {
            throw refused("a { stands within another");
        }
        inGroup = true;
        regex.append("(?:");
    }

    private void oneOf() {
        regex.append('[').append(ANY_BUT_SLASH).append("&&[");
        if (skip('!')) {
            regex.append('^');
        }
        int first = at;
        boolean mayBegin = false;
        int before = 0;
        while (!next(']') || at == first) {
            int character = classCharacter();
            boolean range = character == '-' && at > first + 1 && !next(']');
            if (!range) {
                literal(character);
                mayBegin = true;
                before = character;
                continue;
            }
            int end = classCharacter();
            if (!mayBegin || end < before) {
                throw refused("a range within [ ] goes from a lower character to a higher one");
            }
            regex.append('-');
            literal(end);
            mayBegin = false;
        }
        at++;
        regex.append("]]");
    }

    private int classCharacter() {
        if (at == glob.length() || next(']')) {
            throw refused("[ is empty or not closed");
        }
        int character = take();
        if (character == '/') {
            throw refused("a slash stands within [ ]");
        }
        return character;
    }

    private void literal(int character) {
        if (character < 128 && !Character.isLetterOrDigit(character)) {
            regex.append('\\');
        }
        regex.appendCodePoint(character);
    }

    private int take() {
        int character = glob.codePointAt(at);
        at += Character.charCount(character);
        return character;
    }

    private boolean next(char wanted) {
        return at < glob.length() && glob.charAt(at) == wanted;
    }

    private boolean skip(char wanted) {
        boolean there = next(wanted);
        at += there ? 1 : 0;
        return there;
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(
                "'%s' is no pattern of names, since %s: events*.csv would be one".formatted(glob, why));
    }
}
