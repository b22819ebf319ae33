package dev.mayfly.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.simulator.Simulator;
import dev.mayfly.simulator.Summary;
import dev.mayfly.simulator.Summary.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulateCommandTest {
    private record Said(int code, String out) {}

    @Test
    void sumsUpAsJsonAndTheSameForTheSameSeed() throws IOException {
        String once = new SimulationReport(new Simulator().histories(5, 20), List.of()).json();
        String again = new SimulationReport(new Simulator().histories(5, 20), List.of()).json();
        assertThat(again).isEqualTo(once);

        JsonNode sum = new ObjectMapper().readTree(once);
        assertThat(sum.fieldNames())
                .toIterable()
                .containsExactly("histories", "violations", "unfinished", "traceHash", "mutants", "uncovered");
        assertThat(sum.path("histories").asLong()).isEqualTo(20);
        assertThat(sum.path("violations").asLong()).isZero();
        assertThat(sum.path("uncovered"))
                .as("so few histories cannot have seen everything")
                .isNotEmpty();
    }

    @Test
    void namesEachMutantWithTheSeedThatShowsItAndFailsWhereOneSurvives() throws IOException {
        Summary calm = new Simulator().histories(5, 1);
        Simulator.MutantResult killed = new Simulator.MutantResult("no quiet", Optional.of(3L), "waits for quiet");
        Simulator.MutantResult survivor = new Simulator.MutantResult("no window", Optional.empty(), "");
        assertThat(new SimulationReport(calm, List.of(killed)).good()).isTrue();

        SimulationReport report = new SimulationReport(calm, List.of(killed, survivor));
        assertThat(report.good()).isFalse();
        JsonNode mutants = new ObjectMapper().readTree(report.json()).path("mutants");
        assertThat(mutants).hasSize(2);
        assertThat(mutants.get(0).path("name").asText()).isEqualTo("no quiet");
        assertThat(mutants.get(0).path("killedAtSeed").asLong()).isEqualTo(3);
        assertThat(mutants.get(1).path("name").asText()).isEqualTo("no window");
        assertThat(mutants.get(1).has("killedAtSeed")).isTrue();
        assertThat(mutants.get(1).path("killedAtSeed").isNull()).isTrue();
    }

    @Test
    void printsOneHistoryToRead() {
        Said said = simulate("--histories", "1", "--seed", "8");
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains("invoked", "emr.RunJobFlow", "cluster j-SIM0001 is")
                .containsPattern("seed 8, trace hash [0-9a-f]{16}: every promise was kept");
    }

    @Test
    void replaysATaleWithItsFault() {
        Said said = simulate("--scenario", "two generations", "--fault", "glue.GetPartitions(catalog)#4=STALE");
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("an old answer glue.GetPartitions(catalog)", "every promise was kept");
    }

    @Test
    void laterCodeIsDeployedInTheMiddleOfAHistoryAndNotOfAMutants() {
        Said said = simulate("--rollout", "--histories", "1", "--seed", "3");
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains("says 'novelty', which this version does not know")
                .contains("every promise was kept");
        assertThat(simulate("--rollout", "--mutant", "no quiet").code()).isEqualTo(2);
    }

    @Test
    void pairsAreOfEveryFaultAndNotOfOnesOwn() {
        assertThat(simulate("--scenario", "two generations", "--pairs", "--fault", "sns.Publish(notice)#1=TIMED_OUT")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void aFailureNamesTheCommandThatPlaysItAgain() {
        String replay =
                Simulator.of("no quiet").histories(1, 5).failures().get(0).replay();
        assertThat(replay).matches("\\./mayfly bench simulate --histories 1 --seed [1-5] --mutant 'no quiet'");
        String seed = replay.replaceFirst(".*--seed ([0-9]+) .*", "$1");
        Said said = simulate("--histories", "1", "--seed", seed, "--mutant", "no quiet");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).contains("VIOLATION waits for quiet: run ", "emr.RunJobFlow");
    }

    @Test
    void aFailureOfASingleFaultIsPlayedAgainByItsCommand() {
        List<Failure> failures =
                Simulator.of("notices sent once").singleFaults("one run").failures();
        assertThat(failures).isNotEmpty().allSatisfy(failure -> {
            assertThat(failure.replay())
                    .startsWith("./mayfly bench simulate --scenario 'one run' --fault 'sns.Publish(notice)#1=");
            Said said = simulate(words(failure.replay().replace("./mayfly bench simulate ", "")));
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out())
                    .contains("VIOLATION tells of every run: nobody was told")
                    .contains(failure.what());
        });
    }

    /** As a shell takes them apart. */
    private static String[] words(String command) {
        return Pattern.compile("'([^']*)'|\\S+")
                .matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .toArray(String[]::new);
    }

    private static Said simulate(String... args) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new SimulateCommand()).setOut(new PrintWriter(out, true));
        return new Said(line.execute(args), out.toString());
    }
}
