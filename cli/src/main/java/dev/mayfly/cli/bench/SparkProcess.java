package dev.mayfly.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.cli.cloud.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a class on Spark as the node of a cluster would, through SparkSubmit, with two cores of this machine. */
final class SparkProcess {
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
    private final ProjectHome home;
    private final String master;
    private final Map<String, String> environment;

    SparkProcess(ProjectHome home, String master, Map<String, String> environment) {
        this.home = home;
        this.master = master;
        this.environment = environment;
    }

    ProcessStats submit(String mainClass, Path jar, Path scratch, List<String> confs, List<String> arguments) {
        try {
            Files.createDirectories(scratch);
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
            command.add("--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED");
            command.addAll(List.of("-Xmx3g", "-XX:+UseParallelGC"));
            command.add("-Djava.io.tmpdir=" + scratch);
            command.add("org.apache.spark.deploy.SparkSubmit");
            command.addAll(List.of("--master", master, "--class", mainClass));
            command.addAll(List.of("--conf", "spark.ui.enabled=false", "--conf", "spark.local.dir=" + scratch));
            command.addAll(
                    List.of("--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.driver.bindAddress=127.0.0.1"));
            confs.forEach(conf -> command.addAll(List.of("--conf", conf)));
            command.add(jar.toString());
            command.addAll(arguments);
            Map<String, String> all = new java.util.HashMap<>(environment);
            all.put("CLASSPATH", Files.readString(home.sparkClasspath(), UTF_8).strip());
            all.put("SPARK_LOCAL_IP", "127.0.0.1");
            return ChildProcess.run(command, all, scratch.resolve("log.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
