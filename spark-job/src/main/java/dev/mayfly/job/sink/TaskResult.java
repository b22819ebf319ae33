package dev.mayfly.job.sink;

import java.io.Serializable;
import org.apache.spark.internal.io.FileCommitProtocol.TaskCommitMessage;

/** What a task that wrote tells the driver: what the committer has to know, and the surplus identical rows. */
record TaskResult(TaskCommitMessage commit, long duplicates) implements Serializable {}
