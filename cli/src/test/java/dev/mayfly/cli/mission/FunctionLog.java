package dev.mayfly.cli.mission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the function's processes wrote to their output, without the lines that Lambda and the virtual machine add. */
final class FunctionLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOT_OURS = "(START|END|REPORT) RequestId: .*|Picked up JAVA_TOOL_OPTIONS: .*|";

    private FunctionLog() {}

    static List<String> below(Path cloud) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(cloud.resolve("lambda"))) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                lines.addAll(Files.readAllLines(log));
            }
        }
        return lines.stream().filter(line -> !line.matches(NOT_OURS)).toList();
    }

    static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the function's log has a line that is no JSON: " + line, e);
        }
    }
}
