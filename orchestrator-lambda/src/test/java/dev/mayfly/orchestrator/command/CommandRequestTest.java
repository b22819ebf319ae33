package dev.mayfly.orchestrator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every command takes its own keys and no other. */
class CommandRequestTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyExampleSaysWhatItsCommandTakes() throws IOException {
        List<String> said = new ArrayList<>();
        for (String example : Commands.ACCEPTED) {
            JsonNode payload = JSON.readTree(example);
            CommandName word = CommandName.of(payload.path("command").asText()).orElseThrow();
            assertThat(new CommandRequest(word, payload).word()).isEqualTo(word);
            said.add(word.text());
        }
        assertThat(new HashSet<>(said)).containsExactlyInAnyOrderElementsOf(CommandName.all());
    }

    @Test
    void noCommandTakesAKeyOfAnother() throws IOException {
        Set<String> keys = new HashSet<>();
        for (CommandName word : CommandName.values()) {
            keys.addAll(word.keys());
        }
        assertThat(keys)
                .containsExactlyInAnyOrder("dataset", "run", "by", "reason", "budgetUsd", "to", "limit", "dryRun");
        for (CommandName word : CommandName.values()) {
            for (String key : keys) {
                if (!word.keys().contains(key)) {
                    ObjectNode payload =
                            JSON.createObjectNode().put("command", word.text()).put(key, "anything");
                    assertThatThrownBy(() -> new CommandRequest(word, payload))
                            .isInstanceOf(InvalidCommandException.class)
                            .hasMessageContaining(" for `%s` (allowed: %s)", word.text(), word.keys());
                }
            }
        }
    }
}
