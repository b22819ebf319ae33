package dev.mayfly.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.simulator.mutant.Mutant;
import dev.mayfly.simulator.scenario.Harness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every process walks the JDK's unmodifiable sets and maps in an order of its own; a trace may not depend on it. */
class OtherProcessesTest {
    private static final long SEEDS = 30;
    /** Half of the processes walk two elements the other way round; that three do it alike is rare. */
    private static final int PROCESSES = 3;

    @Test
    void playTheSameTraces() throws IOException, InterruptedException {
        List<Process> others = new ArrayList<>();
        try {
            while (others.size() < PROCESSES) {
                others.add(start());
            }
            List<String> own = Player.traces().toList();
            for (Process other : others) {
                List<String> told = new String(other.getInputStream().readAllBytes(), UTF_8)
                        .lines()
                        .toList();
                assertThat(other.waitFor()).isZero();
                assertThat(told).hasSize((int) SEEDS).isEqualTo(own);
            }
        } finally {
            others.forEach(Process::destroyForcibly);
        }
    }

    private static Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dmayfly.log=OFF",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Player.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What each of the others runs: one line a seed. */
    static final class Player {
        public static void main(String[] args) {
            traces().forEach(System.out::println);
        }

        static Stream<String> traces() {
            Harness stage = new Harness(Mutant.NONE);
            return LongStream.rangeClosed(1, SEEDS)
                    .mapToObj(seed -> "seed %d, trace hash %016x"
                            .formatted(seed, stage.play(seed, false).hash()));
        }
    }
}
