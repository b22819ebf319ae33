package dev.mayfly.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The script at the project's root, as people start it: each time a process of its own, with the environment that they exported. */
public final class Script {
    /** The project's root. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(200);

    private final Path folder;
    private final Map<String, String> exported = new HashMap<>();
    private Duration patience = USUAL_PATIENCE;
    private int started;

    private Script(Path folder) {
        this.folder = folder;
    }

    /** Keeps what is printed in a folder. What the script would build was built just now, and it is told so. */
    public static Script in(Path folder) throws IOException {
        Path stamp = Path.of("target", "built");
        if (!Files.exists(stamp)) {
            Files.createFile(stamp);
        }
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now()));
        return new Script(folder);
    }

    /** What one call printed, and how it ended. */
    public record Said(int exitCode, String out, String err) {}

    /** A call that goes on. */
    public record Going(Process process, Path out, Path err, Duration patience) {
        public String printed() throws IOException {
            return Files.readString(out);
        }

        /** Ends it as Ctrl-C does, and waits. */
        public Said stop() throws IOException, InterruptedException {
            process.destroy();
            return over();
        }

        private Said over() throws IOException, InterruptedException {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("no end: " + Files.readString(out) + Files.readString(err));
            }
            return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
        }

        private void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Later calls may take so long. */
    public Script waiting(Duration longest) {
        patience = longest;
        return this;
    }

    /** Later calls see this variable. */
    public void export(String name, String value) {
        exported.put(name, value);
    }

    /** Calls it and waits for its end. */
    public Said say(String... arguments) throws IOException, InterruptedException {
        return start(arguments).over();
    }

    /** Calls it in a terminal of its own. */
    public Going start(String... arguments) throws IOException {
        started++;
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("mayfly").toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out-" + started);
        Path err = folder.resolve("err-" + started);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(exported);
        return new Going(builder.start(), out, err, patience);
    }
}
