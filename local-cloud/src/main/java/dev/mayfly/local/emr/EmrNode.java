package dev.mayfly.local.emr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cluster's one node: a folder with EMR's mark of its own nodes in it, and the processes that run there. What powers it
 * off is a command that leaves a file, which the cluster's life sees.
 */
final class EmrNode implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Set<Process> processes = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EmrNode(Path folder, String clusterId, URI endpoint) {
        this.folder = folder;
        Path info = folder.resolve("info/job-flow.json");
        try {
            Files.createDirectories(info.getParent());
            Files.createDirectories(folder.resolve("tmp"));
            Files.writeString(info, "{\"jobFlowId\": \"" + clusterId + "\"}\n", UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("node " + folder + " cannot be made", e);
        }
        environment.put("MAYFLY_NODE_INFO", info.toString());
        environment.put("MAYFLY_POWEROFF", "touch '" + poweredOff() + "'");
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("AWS_ENDPOINT_URL_S3", endpoint.toString());
        environment.put("AWS_ACCESS_KEY_ID", "node");
        environment.put("AWS_SECRET_ACCESS_KEY", "node");
        environment.put("AWS_REGION", "us-east-1");
    }

    Path folder() {
        return folder;
    }

    boolean isPoweredOff() {
        return Files.exists(poweredOff());
    }

    private Path poweredOff() {
        return folder.resolve("powered-off");
    }

    /** Runs a command there to its end; its output goes to two files. */
    int run(List<String> command, Map<String, String> more, Path stdout, Path stderr)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("AWS_") || name.startsWith("SPARK_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        Process process = builder.start();
        processes.add(process);
        if (closed) {
            // It was started while the node was being closed, which may not have seen it.
            kill(process.toHandle());
        }
        try {
            Files.writeString(
                    folder.resolve("pids"),
                    process.pid() + "\n",
                    UTF_8,
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
            return process.waitFor();
        } finally {
            kill(process.toHandle());
            processes.remove(process);
        }
    }

    /** Ends everything that an earlier life of the cloud may have left running there. */
    static void killLeftOvers(Path folder) {
        Path pids = folder.resolve("pids");
        if (!Files.exists(pids)) {
            return;
        }
        try {
            for (String pid : Files.readAllLines(pids)) {
                ProcessHandle.of(Long.parseLong(pid))
                        .filter(handle -> handle.info()
                                .commandLine()
                                .map(line -> line.contains(folder.toString()))
                                .orElse(false))
                        .ifPresent(EmrNode::kill);
            }
            Files.delete(pids);
        } catch (IOException e) {
            throw new UncheckedIOException("the processes of " + folder + " cannot be ended", e);
        }
    }

    private static void kill(ProcessHandle handle) {
        handle.descendants().forEach(ProcessHandle::destroyForcibly);
        handle.destroyForcibly();
    }

    /** The dead-man's timer detaches itself from the script that armed it; on a real node it goes with the machine. */
    private void disarm() {
        Path timer = folder.resolve("info/mayfly-dead-man.pid");
        if (!Files.exists(timer)) {
            return;
        }
        try {
            ProcessHandle.of(Long.parseLong(Files.readString(timer, UTF_8).strip()))
                    .filter(handle -> handle.info()
                            .commandLine()
                            .map(line -> line.contains("mayfly-dead-man"))
                            .orElse(false))
                    .ifPresent(EmrNode::kill);
            Files.deleteIfExists(timer);
        } catch (IOException e) {
            throw new UncheckedIOException("the timer of " + folder + " cannot be ended", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        processes.forEach(process -> kill(process.toHandle()));
        disarm();
    }
}
