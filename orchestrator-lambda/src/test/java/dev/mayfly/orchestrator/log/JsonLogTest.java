package dev.mayfly.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Every line of the log is JSON that says what it is about, whatever stands in the message. */
class JsonLogTest {
    private final List<String> lines = new ArrayList<>();
    private final Logger log = new JsonLogger("dev.mayfly.orchestrator.reconcile.Looks", lines::add);

    @Test
    void aLineSaysWhenHowBadWhoAndWhat() throws Exception {
        log.warn("run {}: {} failed", "r-1", "launching");

        JsonNode line = only();
        assertThat(line.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("Looks");
        assertThat(line.path("message").asText()).isEqualTo("run r-1: launching failed");
    }

    @Test
    void whatIsThrownHasItsTypeItsWordsAndItsTrace() throws Exception {
        log.error("the look failed", new IllegalStateException("two\nlines \"quoted\""));

        JsonNode line = only();
        assertThat(line.path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.path("errorMessage").asText()).isEqualTo("two\nlines \"quoted\"");
        assertThat(line.path("stackTrace").toString()).contains("JsonLogTest");
    }

    @Test
    void aKeyThatSomebodyChoseStaysInsideItsString() throws Exception {
        log.info("{}", "\",\"level\":\"ERROR\n{\"_aws\":1}\0");

        assertThat(only().path("level").asText()).isEqualTo("INFO");
        assertThat(only().has("_aws")).isFalse();
        assertThat(only().path("message").asText()).isEqualTo("\",\"level\":\"ERROR\n{\"_aws\":1}\0");
    }

    @Test
    void nothingIsWrittenWhole() throws Exception {
        log.warn("{}", "x".repeat(100_000));
        assertThat(lines.get(0)).hasSizeLessThan(1_500);

        log.warn("again", new IllegalStateException("y".repeat(100_000)));
        assertThat(lines.get(1)).hasSizeLessThan(12_000);
    }

    @Test
    void strangersAreHeardFromAWarningOn() {
        Logger theirs = new JsonLogger("software.amazon.awssdk.request", lines::add);
        theirs.debug("a whole request");
        theirs.info("a whole request");
        assertThat(lines).isEmpty();

        theirs.warn("a retry");
        assertThat(lines).hasSize(1);
    }

    @Test
    void theServiceThatTheZipNamesIsThisOne() throws Exception {
        assertThat(java.nio.file.Path.of("src/main/lambda/META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                .content()
                .isEqualToIgnoringNewLines(JsonLogProvider.class.getName());
    }

    @Test
    void plainJsonIsWhatAReaderOfJsonReads() throws Exception {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("ok", true);
        value.put("usd", new BigDecimal("1.50"));
        value.put("none", null);
        value.put("looks", Map.of("shop", "nothing new: ü \"\\ \u0001"));
        value.put("reaped", List.of("j-1", 7));

        assertThat(new ObjectMapper().readTree(JsonWriter.of(value)))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"ok\":true,\"usd\":1.50,\"none\":null,\"looks\":{\"shop\":\"nothing new: ü"
                                + " \\\"\\\\ \\u0001\"},\"reaped\":[\"j-1\",7]}"));
    }

    @Test
    void everyCharacterComesBackAsItself() throws Exception {
        StringBuilder all = new StringBuilder("🦋");
        for (char c = 0; c < 0x300; c++) {
            all.append(c);
        }
        all.append("\u2028\u2029\uffff");

        assertThat(new ObjectMapper()
                        .readTree(JsonWriter.of(all).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .asText())
                .isEqualTo(all.toString());
        assertThat(JsonWriter.of("half \ud83e of it")).isEqualTo("\"half \\ud83e of it\"");
    }

    private JsonNode only() throws Exception {
        assertThat(lines).hasSize(1);
        return new ObjectMapper().readTree(lines.get(0));
    }
}
