package dev.mayfly.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a template and writes CloudFormation's short tags out as the long functions that they stand for. */
final class TemplateYaml extends SafeConstructor {
    private static final List<String> FUNCTIONS =
            List.of("Sub", "GetAtt", "Join", "If", "Equals", "Not", "And", "Or", "Select", "Split");

    private TemplateYaml() {
        super(new LoaderOptions());
        yamlMultiConstructors.put("!", new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
                return function(node);
            }
        });
    }

    static JsonNode read(String text) {
        return new ObjectMapper().valueToTree(new Yaml(new TemplateYaml()).load(text));
    }

    private Object function(Node node) {
        String tag = node.getTag().getValue().substring(1);
        if (tag.equals("Ref") || tag.equals("Condition")) {
            return Map.of(tag, ((ScalarNode) node).getValue());
        }
        if (!FUNCTIONS.contains(tag)) {
            throw new IllegalArgumentException("the embedded cloud does not understand !" + tag + node.getStartMark()
                    + "; it understands !Ref, !Condition and " + FUNCTIONS);
        }
        return Map.of("Fn::" + tag, argument(node));
    }

    private Object argument(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        if (node instanceof SequenceNode sequence) {
            return constructSequence(sequence);
        }
        return constructMapping((MappingNode) node);
    }
}
