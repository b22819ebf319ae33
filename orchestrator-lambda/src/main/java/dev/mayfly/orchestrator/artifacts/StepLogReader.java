package dev.mayfly.orchestrator.artifacts;

import dev.mayfly.contract.RowFreeText;
import dev.mayfly.orchestrator.run.StepLog;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * Finds in a step's log the lines that tell most, and what probably went wrong. It reads a log once and keeps little of it,
 * however long the log or one of its lines is.
 */
final class StepLogReader {
    private static final int MOST_LINES = 20;
    private static final int LONGEST_LINE = 500;
    /** A log that is longer tells no more. */
    private static final long MOST_CHARACTERS = 64L * 1024 * 1024;

    private static final Pattern HARMLESS = Pattern.compile("\\b(INFO|DEBUG|TRACE)\\b");
    private static final Pattern TELLING = Pattern.compile(
            "\\b(ERROR|FATAL)\\b|Exception|Caused by|OutOfMemoryError|Killed|SIGTERM|RECEIVED SIGNAL|Initial job has not accepted");
    /** What explains more stands before what may only follow from it. */
    private static final List<Likely> CAUSES = List.of(
            new Likely(
                    "OutOfMemoryError|Java heap space|GC overhead limit|exceeding (physical |virtual )?memory limits"
                            + "|Exit status: 137|exitCode 137",
                    "it ran out of memory: take a larger template"),
            new Likely("No space left on device", "a disk was full: take a larger template"),
            new Likely(
                    "AccessDenied|Access Denied|403 Forbidden|Status Code: 403|not authorized to perform",
                    "a permission is missing: let the cluster's node profile do what is refused"),
            new Likely(
                    "NoSuchKey|FileNotFoundException|PATH_NOT_FOUND|Path does not exist",
                    "a file was not there: upload it again"),
            new Likely(
                    "MALFORMED_|Malformed (CSV|records)|MalformedInputException|NumberFormatException|DateTimeParseException"
                            + "|Not in GZIP format|invalid stored block lengths|Unexpected end of (ZLIB )?input stream",
                    "the data is not what the dataset declares: mend the file, or its columns"),
            new Likely(
                    "ExecutorLostFailure|Lost executor|Exit status: -100|on a \\*lost\\* node|Executor heartbeat timed out"
                            + "|NoRouteToHostException|Block\\w* .*could not be obtained",
                    "a node was lost: run `rerun`"),
            new Likely(
                    "Initial job has not accepted any resources|is above the max threshold",
                    "there was no capacity for its executors: take a larger template"),
            new Likely("SIGTERM|RECEIVED SIGNAL|\\bKilled\\b", "its process was killed"));

    private final Deque<String> telling = new ArrayDeque<>();
    private final Deque<String> last = new ArrayDeque<>();
    private int likeliest = CAUSES.size();

    private record Likely(Pattern signs, String sentence) {
        Likely(String signs, String sentence) {
            this(Pattern.compile(signs), sentence);
        }
    }

    /** What is told of a log that is there and cannot be read to its end. */
    static StepLog unreadable(String why) {
        return new StepLog("", List.of("(%s)".formatted(why)));
    }

    /** Reads to the end, or to where the log is damaged. */
    static StepLog read(Reader log) {
        StepLogReader reader = new StepLogReader();
        Optional<String> damage = reader.readAll(log);
        StepLog found = reader.found();
        return damage.isPresent() && reader.last.isEmpty() ? unreadable(damage.get()) : found;
    }

    private Optional<String> readAll(Reader log) {
        StringBuilder line = new StringBuilder();
        char[] buffer = new char[1 << 14];
        try {
            long left = MOST_CHARACTERS;
            for (int read = log.read(buffer); read >= 0 && left > 0; read = log.read(buffer)) {
                left -= read;
                for (int i = 0; i < read; i++) {
                    take(line, buffer[i]);
                }
            }
            return Optional.empty();
        } catch (ZipException | EOFException e) {
            return Optional.of("the log cannot be unpacked: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("the log came to no end", e);
        } finally {
            take(line, '\n');
        }
    }

    private void take(StringBuilder line, char next) {
        if (next != '\n') {
            if (line.length() <= LONGEST_LINE) {
                line.append(next);
            }
            return;
        }
        if (!line.isEmpty()) {
            take(line.toString());
        }
        line.setLength(0);
    }

    private void take(String line) {
        keep(last, line);
        boolean harmless = HARMLESS.matcher(line).find();
        if (!harmless && TELLING.matcher(line).find()) {
            keep(telling, line);
        }
        for (int cause = 0; cause < likeliest && !harmless; cause++) {
            if (CAUSES.get(cause).signs().matcher(line).find()) {
                likeliest = cause;
            }
        }
    }

    private static void keep(Deque<String> lines, String line) {
        // Paths have values of partitions, and exceptions what was parsed; both belong to rows.
        String shown = line.contains("Exception") ? RowFreeText.of(line) : RowFreeText.ofPaths(line);
        lines.addLast(shown.length() > LONGEST_LINE ? shown.substring(0, LONGEST_LINE) + "…" : shown);
        if (lines.size() > MOST_LINES) {
            lines.removeFirst();
        }
    }

    private StepLog found() {
        Deque<String> most = telling.isEmpty() ? last : telling;
        List<String> excerpt = most.isEmpty() ? List.of("(the log is empty)") : new ArrayList<>(most);
        return new StepLog(likeliest < CAUSES.size() ? CAUSES.get(likeliest).sentence() : "", excerpt);
    }

    private StepLogReader() {}
}
