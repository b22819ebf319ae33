package dev.mayfly.local.emr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.services.emr.model.Step;

/** Runs one step to its end on a node. */
interface StepRunner {
    /** The exit code; {@code defaults} are the cluster's spark-defaults, the logs go to the three files of {@code logs}. */
    int run(EmrNode node, Step step, Map<String, String> defaults, Path logs) throws IOException, InterruptedException;
}
