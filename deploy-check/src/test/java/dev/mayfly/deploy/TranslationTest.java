package dev.mayfly.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The plain template is the translation of the one that people edit. */
class TranslationTest {
    private static final Path DEPLOY = Path.of("..", "deploy");

    @Test
    void theTranslationWasMadeOfTheTemplateAsItIs() throws Exception {
        byte[] source = Files.readAllBytes(DEPLOY.resolve("template.yaml"));
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(source));

        assertThat(new ObjectMapper()
                        .readTree(DEPLOY.resolve("cloudformation.json").toFile())
                        .at("/Metadata/TranslatedFrom/Sha256")
                        .asText())
                .as("template.yaml changed after it was translated: run deploy/translate.py")
                .isEqualTo(hash);
    }
}
