package dev.mayfly.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The glossary's words that are not used stand in no name of a type or package, and every decision is in the index. */
class VocabularyTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum)\\s+([A-Z]\\w*)");
    private static final Pattern PART = Pattern.compile("[A-Z][a-z0-9]*");
    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    @Test
    void hasNoneOfTheGlossarysBannedWords() throws IOException {
        Set<String> banned = banned();
        assertThat(banned).hasSizeGreaterThan(20).contains("sight", "weather");
        Set<String> found = new TreeSet<>();
        for (Path source : sources()) {
            String code = COMMENT.matcher(Files.readString(source)).replaceAll("");
            TYPE.matcher(code)
                    .results()
                    .map(type -> type.group(1))
                    .filter(name -> usesAny(banned, name))
                    .forEach(found::add);
            packageParts(source).filter(banned::contains).forEach(found::add);
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ClusterSight", "RunTelling", "Words", "CarelessEmr", "Doors"})
    void findsABannedWordInAName(String name) throws IOException {
        assertThat(usesAny(banned(), name)).isTrue();
    }

    @Test
    void listsEveryDecision() throws IOException {
        Path decisions = ROOT.resolve("docs/decisions");
        String index = Files.readString(decisions.resolve("README.md"));
        try (Stream<Path> records = Files.list(decisions)) {
            assertThat(records.map(record -> record.getFileName().toString()).filter(name -> name.startsWith("0")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
        }
    }

    private static boolean usesAny(Set<String> banned, String name) {
        return PART.matcher(name)
                .results()
                .map(part -> part.group().toLowerCase(Locale.ROOT))
                .anyMatch(part -> banned.contains(part) || banned.contains(part.replaceAll("s$", "")));
    }

    private static Set<String> banned() throws IOException {
        String glossary = Files.readString(ROOT.resolve("docs/glossary.md"));
        return glossary.substring(glossary.indexOf("## Words that are not used"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(cell -> QUOTED.matcher(cell).results())
                .map((MatchResult word) -> word.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> packageParts(Path source) {
        String path = source.toString().replace('\\', '/');
        return Stream.of(path.substring(path.indexOf("/java/")).split("/", -1));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(VocabularyTest::javaFiles)
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
