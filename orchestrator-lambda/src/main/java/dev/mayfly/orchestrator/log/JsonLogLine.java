package dev.mayfly.orchestrator.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of the function's log: a JSON object with the time, the level, who says what, and what it is about (the request, the
 * dataset, the run). No text in it is longer than what a person reads, so no event and no file ends up in a log whole.
 */
final class JsonLogLine {
    static final int LONGEST_MESSAGE = 1_000;
    static final int LONGEST_TRACE = 8_000;

    private JsonLogLine() {}

    static String of(
            Instant at, String level, String logger, String message, Map<String, String> about, Throwable thrown) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("timestamp", at.toString());
        line.put("level", level);
        line.put("logger", logger.substring(logger.lastIndexOf('.') + 1));
        line.put("message", cut(message, LONGEST_MESSAGE));
        line.putAll(about);
        if (thrown != null) {
            line.put("errorType", thrown.getClass().getName());
            line.put("errorMessage", cut(String.valueOf(thrown.getMessage()), LONGEST_MESSAGE));
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            line.put("stackTrace", cut(trace.toString(), LONGEST_TRACE).lines().toList());
        }
        return JsonWriter.of(line);
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) + "…" : text;
    }
}
