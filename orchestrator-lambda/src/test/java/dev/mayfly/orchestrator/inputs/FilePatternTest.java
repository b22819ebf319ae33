package dev.mayfly.orchestrator.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePatternTest {
    private static final List<String> NAMES = List.of(
            "events.csv",
            "events_1.csv",
            "events_12.csv",
            "events-2.csv",
            "Events.csv",
            "eventsxcsv",
            "a/events.csv",
            "a/b/events.csv",
            "a.csv",
            "b.csv",
            "c.csv",
            "d.csv",
            "^.csv",
            "!.csv",
            "-.csv",
            "&.csv",
            "[.csv",
            "].csv",
            "a].csv",
            "{a,b}.csv",
            "a}.csv",
            ",.csv",
            "*.csv",
            "?.csv",
            "\\.csv",
            "back\\slash.csv",
            "$(x)+|.csv",
            "a b.csv",
            "x.csv.gz",
            "x.tsv");

    /** What datasets have said so far goes on to mean what it meant. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*.csv",
                "*",
                "?.csv",
                "??????.csv",
                "events*.csv",
                "events_?.csv",
                "events?csv",
                "**.csv",
                "**/*.csv",
                "*/*.csv",
                "a/**",
                "a/*/events.csv",
                "**",
                "***",
                "[abc].csv",
                "[a-c].csv",
                "[a-ce-g].csv",
                "[!a-c].csv",
                "[^a].csv",
                "[!^].csv",
                "[-a].csv",
                "[!-a].csv",
                "[a-].csv",
                "[&a].csv",
                "[&&a].csv",
                "[[].csv",
                "[\\].csv",
                "[*?{}].csv",
                "{a,b}.csv",
                "{a,events_*,[cd]}.csv",
                "{a,}.csv",
                "{events,x}.{csv,csv.gz,tsv}",
                "\\{a,b\\}.csv",
                "\\*.csv",
                "\\?.csv",
                "\\[.csv",
                "\\\\.csv",
                "back\\\\slash.csv",
                "a}.csv",
                "].csv",
                ",.csv",
                "$(x)+|.csv",
                "a b.csv"
            })
    void meansWhatTheFileSystemsPatternsMean(String glob) {
        FilePattern ours = FilePattern.of(glob);
        PathMatcher theirs = FileSystems.getDefault().getPathMatcher("glob:" + glob);

        assertThat(NAMES.stream().filter(ours::matches))
                .isEqualTo(NAMES.stream()
                        .filter(name -> theirs.matches(Path.of(name)))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "[]", "[!]", "[a", "[a-", "[c-a].csv", "[a-c-e]", "[a/b]", "{a", "{a,{b,c}}", "a\\", "{a,b"
            })
    void refusesAPatternThatMeansNothing(String glob) {
        assertThatThrownBy(() -> FilePattern.of(glob))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + glob + "' is no pattern of names")
                .hasMessageEndingWith("events*.csv would be one");
    }

    @Test
    void takesLettersOfEveryAlphabetAndLineBreaks() {
        assertThat(FilePattern.of("événements_*.csv").matches("événements_2.csv"))
                .isTrue();
        assertThat(FilePattern.of("?.csv").matches("🦋.csv")).isTrue();
        assertThat(FilePattern.of("[日-本].csv").matches("本.csv")).isTrue();
        assertThat(FilePattern.of("[!🦋].csv").matches("🦋.csv")).isFalse();
        assertThat(FilePattern.of("**.csv").matches("new\nline.csv")).isTrue();
    }

    /** Another object may lie at the key with one slash. */
    @Test
    void slashesSideBySideAreTwo() {
        assertThat(FilePattern.of("a/*.csv").matches("a//b.csv")).isFalse();
        assertThat(FilePattern.of("**/b.csv").matches("a//b.csv")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders*.csv|ORDERS-2.CSV",
                "[a-c]*.csv|B1.csv",
                "{orders,items}*.csv|Items.csv",
                "**/événement?.csv|2024/ÉVÉNEMENT1.csv"
            })
    void knowsWhatDiffersInTheCaseOfLettersAlone(String glob, String name) {
        FilePattern pattern = FilePattern.of(glob);

        assertThat(pattern.matches(name)).isFalse();
        assertThat(pattern.matchesInOtherCase(name)).isTrue();
        assertThat(pattern.matchesInOtherCase(name + ".bak")).isFalse();
        assertThat(FilePattern.of(name).matchesInOtherCase(name)).isFalse();
    }

    /** The function's own runtime has no locale, and so no name of a path beyond ASCII. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void findsANameBeyondAsciiInAProcessWithoutALocale() throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutALocale.class.getName())
                .redirectErrorStream(true);
        java.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        java.environment().put("LC_ALL", "POSIX");
        Process process = java.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).isEqualTo("ANSI_X3.4-1968 found 2 of 2");
    }

    static final class WithoutALocale {
        public static void main(String[] arguments) {
            List<InputFile> files = List.of(file("événements_1.csv"), file("événements_2.csv"));
            Inputs inputs = Inputs.sort(
                    S3Uris.of("raw", "shop/"), files, Map.of("events", new Inputs.Wanted("événements*.csv", true)));
            System.out.printf(
                    "%s found %d of %d%n",
                    System.getProperty("sun.jnu.encoding"),
                    inputs.byTable().get("events").size(),
                    files.size());
        }

        private static InputFile file(String name) {
            return new InputFile(S3Uris.of("raw", "shop/" + name), "etag", 1);
        }

        private WithoutALocale() {}
    }
}
