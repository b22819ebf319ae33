package dev.mayfly.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {
    private static final String RIGHT = """
            dataset: visits
            source: s3://${raw}/visits/
            curated: s3://${curated}/visits/
            database: visits
            ready: { quiet: 2m }
            cost: { template: auto, maxDuration: 45m, perRunUsd: 1.50, perDayUsd: 10 }
            tables:
              visits:
                files: "visits*.csv"
                columns: { id: bigint }
            """;
    private final StringWriter said = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void whatIsShippedIsRight() {
        assertThat(validate("../datasets/retailrocket.yaml", "../cluster-templates/large.json"))
                .isZero();
        assertThat(said.toString()).contains("2 files, no problem");
    }

    @Test
    void saysEveryProblemOfEveryFileWithItsLine() throws IOException {
        String one = file("one.yaml", RIGHT.replace("bigint", "number").replace("database:", "databse:"));
        String two = file("two.json", "{\n  \"name\": \"two\"\n}\n");
        String four = file(
                "four.json",
                Files.readString(Path.of("../cluster-templates/single.json")).replace("\"spark\"", "\"sparks\""));
        assertThat(validate(one, two, four, folder.resolve("three.txt").toString()))
                .isEqualTo(1);
        assertThat(said.toString())
                .contains("one.yaml:4: databse:")
                .contains("one.yaml:10: tables.visits.columns.id: ")
                .contains("two.json:3: inputBytesUpTo: is missing; a number is needed")
                .contains("four.json:8: sparks: is not known here; [")
                .contains("three.txt:1: the file: is not there");
    }

    @Test
    void saysWhatTwoDatasetsWouldDoToEachOther() throws IOException {
        String one = file("one.yaml", RIGHT);
        String two = file(
                "two.yaml",
                RIGHT.replace("s3://${raw}/visits/", "s3://${raw}/visits/more/")
                        .replace("s3://${curated}/visits/", "s3://${raw}/visits/out/"));
        assertThat(validate(one, two)).isEqualTo(1);
        assertThat(said.toString())
                .contains("two.yaml:1: dataset: is defined in " + one)
                .contains("two.yaml:2: source: lies in the source of " + one)
                .contains("two.yaml:3: curated: lies in the source of " + one)
                .doesNotContain("one.yaml:2: source");
    }

    @Test
    void refusesATemplateThatNobodyHasAndATypeWithoutAPrice() throws IOException {
        String dataset = file("one.yaml", RIGHT.replace("template: auto", "template: huge"));
        String template = file(
                "two.json",
                Files.readString(Path.of("../cluster-templates/single.json")).replace("m5.xlarge", "x99.mega"));
        assertThat(validate(dataset, template)).isEqualTo(1);
        assertThat(said.toString())
                .contains("one.yaml:6: cost: template 'huge' is not known; auto or one of [single, small")
                .contains("two.json:1: fleets: template single uses [x99.mega], which the price book");
    }

    @Test
    void saysAllThatIsWrongWithATemplatesFleetsAtOnce() throws IOException {
        String template = file(
                "odd.json",
                Files.readString(Path.of("../cluster-templates/single.json"))
                        .replace("\"spot\": 0", "\"spot\": 1")
                        .replace("\"diskGb\": 64", "\"diskGb\": 1"));
        assertThat(validate(template)).isEqualTo(1);
        assertThat(said.toString())
                .contains("MASTER asks for spot")
                .contains("MASTER has diskGb 1")
                .contains("one MASTER fleet of one on-demand instance is needed");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int validate(String... files) {
        PrintWriter writer = new PrintWriter(said, true);
        return new CommandLine(new ValidateCommand())
                .setOut(writer)
                .setErr(writer)
                .execute(Stream.of(files).toArray(String[]::new));
    }
}
