package dev.mayfly.local.emr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.emr.model.Step;

/**
 * Runs {@code command-runner.jar spark-submit …} as a real SparkSubmit process. The machine hall is one machine, so the
 * master is a local one and memory comes from the settings; everything else is passed on as it was given.
 */
final class SparkStepRunner implements StepRunner {
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");
    private static final Set<String> OF_THE_HALL = Set.of(
            "spark.driver.memory",
            "spark.executor.memory",
            "spark.executor.cores",
            "spark.executor.instances",
            "spark.dynamicAllocation.enabled",
            "spark.master",
            "spark.submit.deployMode");
    private final EmrSettings settings;

    SparkStepRunner(EmrSettings settings) {
        this.settings = settings;
    }

    @Override
    public int run(EmrNode node, Step step, Map<String, String> defaults, Path logs)
            throws IOException, InterruptedException {
        List<String> command = command(node, step, defaults);
        Files.writeString(logs.resolve("controller"), "INFO startExec " + String.join(" ", command) + "\n", UTF_8);
        String classpath = Files.readString(settings.sparkClasspath(), UTF_8).strip();
        Map<String, String> environment = Map.of("CLASSPATH", classpath, "SPARK_LOCAL_IP", "127.0.0.1");
        int exit = node.run(command, environment, logs.resolve("stdout"), logs.resolve("stderr"));
        Files.writeString(
                logs.resolve("controller"),
                "INFO ProcessRunner completed with exit code " + exit + "\n",
                UTF_8,
                java.nio.file.StandardOpenOption.APPEND);
        return exit;
    }

    private List<String> command(EmrNode node, Step step, Map<String, String> defaults) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.add("--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED");
        command.add("-Xmx" + settings.driverMemory());
        command.add("-Djava.io.tmpdir=" + node.folder().resolve("tmp"));
        command.add("org.apache.spark.deploy.SparkSubmit");
        command.addAll(List.of("--master", settings.sparkMaster()));
        conf(command, "spark.local.dir", node.folder().resolve("tmp").toString());
        conf(command, "spark.ui.enabled", "false");
        conf(command, "spark.driver.host", "127.0.0.1");
        conf(command, "spark.driver.bindAddress", "127.0.0.1");
        conf(command, "spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
        conf(command, "spark.hadoop.fs.s3a.path.style.access", "true");
        conf(command, "spark.hadoop.fs.s3a.endpoint.region", "us-east-1");
        conf(command, "spark.hadoop.fs.s3a.buffer.dir", node.folder().resolve("tmp") + File.separator + "s3a");
        defaults.forEach((key, value) -> {
            if (!OF_THE_HALL.contains(key)) {
                conf(command, key, value);
            }
        });
        command.addAll(ownArguments(step));
        return command;
    }

    private static void conf(List<String> command, String key, String value) {
        command.addAll(List.of("--conf", key + "=" + value));
    }

    /** The step's arguments but for the master, the deploy mode and the sizes of machines that are not here. */
    private static List<String> ownArguments(Step step) {
        List<String> own = new ArrayList<>();
        Iterator<String> arguments = step.config().args().stream().skip(1).iterator();
        while (arguments.hasNext()) {
            String argument = arguments.next();
            if (Stream.of(
                            "--master",
                            "--deploy-mode",
                            "--num-executors",
                            "--executor-memory",
                            "--executor-cores",
                            "--driver-memory")
                    .anyMatch(argument::equals)) {
                arguments.next();
            } else {
                own.add(argument);
            }
        }
        return own;
    }
}
