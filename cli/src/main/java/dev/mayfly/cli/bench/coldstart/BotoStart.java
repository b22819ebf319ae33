package dev.mayfly.cli.bench.coldstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts Python, has boto3 make the calls of the function's first tick, and measures it while it waits to be ended. */
final class BotoStart {
    private static final String SCRIPT = "first_call.py";
    private final AwsStub aws;
    private final Path script;
    private final String bucket;

    BotoStart(AwsStub aws, Path folder, String bucket) throws IOException {
        this.aws = aws;
        this.bucket = bucket;
        this.script = folder.resolve(SCRIPT);
        try (InputStream in = BotoStart.class.getResourceAsStream(SCRIPT)) {
            Files.copy(in, script);
        }
    }

    /** Python's and boto3's versions, or nothing where they are not installed. */
    static Optional<String> versions() throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(
                            "python3",
                            "-c",
                            "import platform, boto3; print('Python', platform.python_version() + ', boto3', boto3.__version__)")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The interpreter itself: what stands on the path may be a script that looks for it, at a cost of its own. */
    static String interpreter() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
        String path = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        process.waitFor();
        return path;
    }

    Sample once(String interpreter) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(interpreter, script.toString(), bucket))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> variables = builder.environment();
        variables.keySet().retainAll(List.of("PATH", "HOME"));
        variables.putAll(StubCredentials.variables(aws.endpoint()));
        long started = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader out = process.inputReader(UTF_8)) {
            String line = out.readLine();
            Duration wall = Duration.ofNanos(System.nanoTime() - started);
            if (!"done".equals(line)) {
                throw new IllegalStateException("boto3's first call said '%s' instead of done".formatted(line));
            }
            return new Sample(ProcessCpu.of(process), wall, aws.taken());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
