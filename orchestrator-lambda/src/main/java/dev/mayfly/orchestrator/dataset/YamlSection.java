package dev.mayfly.orchestrator.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A mapping of a YAML file whose keys are asked for one by one; what is wrong, missing or never asked for becomes a problem. */
final class YamlSection {
    private final String file;
    private final String path;
    private final int line;
    private final List<DatasetProblem> problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    YamlSection(String file, String path, Node node, List<DatasetProblem> problems) {
        this.file = file;
        this.path = path;
        this.line = lineOf(node);
        this.problems = problems;
        if (!(node instanceof MappingNode mapping)) {
            problem(line, path.isEmpty() ? "the file" : path, "has to be a mapping of keys to values");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar
                    ? scalar.getValue()
                    : tuple.getKeyNode().toString();
            if (values.put(key, tuple.getValueNode()) != null) {
                problem(lineOf(tuple.getKeyNode()), at(key), "stands here twice; keep one");
            }
            lines.put(key, lineOf(tuple.getKeyNode()));
        }
    }

    /** The value of a key that has to be there, or a stand-in after a problem was noted. */
    <T> T required(String key, T standIn, Function<String, T> parse) {
        if (!values.containsKey(key)) {
            asked.add(key);
            problem(line, at(key), "is missing");
            return standIn;
        }
        return optional(key, standIn, parse);
    }

    /** The value of a key, or {@code otherwise} where it is not there. */
    <T> T optional(String key, T otherwise, Function<String, T> parse) {
        asked.add(key);
        Node node = values.get(key);
        if (node == null) {
            return otherwise;
        }
        if (!(node instanceof ScalarNode scalar)) {
            problem(lineOf(node), at(key), "has to be one value");
            return otherwise;
        }
        return parsed(key, scalar, otherwise, parse);
    }

    /** The text of a key without asking for it; what is no text is nothing. */
    Optional<String> peek(String key) {
        return values.get(key) instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    /** A list, or one value that stands for a list of one. */
    List<String> oneOrMore(String key) {
        asked.add(key);
        return peek(key).map(List::of).orElseGet(() -> list(key));
    }

    List<String> list(String key) {
        asked.add(key);
        List<String> items = new ArrayList<>();
        Node node = values.get(key);
        if (node == null) {
            return items;
        }
        if (!(node instanceof SequenceNode sequence)) {
            problem(lineOf(node), at(key), "has to be a list, such as [event]");
            return items;
        }
        for (Node item : sequence.getValue()) {
            if (item instanceof ScalarNode scalar) {
                items.add(scalar.getValue());
            } else {
                problem(lineOf(item), at(key), "has to list plain names");
            }
        }
        return items;
    }

    /** The mapping below a key, where there is one. */
    Optional<YamlSection> section(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key)).map(node -> new YamlSection(file, at(key), node, problems));
    }

    boolean isMapping(String key) {
        return values.get(key) instanceof MappingNode;
    }

    Set<String> keys() {
        return values.keySet();
    }

    void problemAt(String key, String remedy) {
        problem(lines.getOrDefault(key, line), at(key), remedy);
    }

    /** Reports keys that nobody asked for, with the nearest that would be right. */
    void refuseUnknown() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                problem(lines.get(key), at(key), "is not known here; " + String.join(", ", asked) + " are");
            }
        }
    }

    private <T> T parsed(String key, ScalarNode scalar, T otherwise, Function<String, T> parse) {
        try {
            return parse.apply(scalar.getValue());
        } catch (RuntimeException e) {
            problem(lineOf(scalar), at(key), e.getMessage());
            return otherwise;
        }
    }

    private void problem(int where, String key, String remedy) {
        problems.add(new DatasetProblem(file, where, key, remedy));
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
