package dev.mayfly.simulator.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Capacity;
import dev.mayfly.simulator.invariant.Invariants;
import java.time.Duration;
import java.util.List;

/** The dataset, the limits and the time that all histories have in common. */
final class Settings {
    static final Duration MAX_DURATION = Duration.ofMinutes(15);
    static final Duration GRACE = Duration.ofMinutes(10);
    static final Duration AUDIT_AFTER = Duration.ofMinutes(15);
    static final Duration AUDIT_EVERY = Duration.ofMinutes(25);
    /** An audit, a tick that was about to come, and the repair. */
    static final Duration UNTIL_PUT_RIGHT = AUDIT_EVERY.plusMinutes(5);

    private static final Duration QUIET = Duration.ofMinutes(2);
    private static final Duration MAX_WAIT = Duration.ofMinutes(20);
    private static final String YAML = """
            dataset: %1$s
            source: s3://${raw}/%1$s/
            curated: s3://${curated}/%1$s/
            database: %2$s
            ready: { quiet: 2m, maxWait: 20m }
            cost: { template: %7$s, maxDuration: 15m, perRunUsd: %3$s, perDayUsd: %5$s }
            tables:
              %4$sevents:
                files: "events*.csv"
                columns: { event: string, itemid: bigint }
                partitionBy: [event]
                targetFileMb: %6$d
              %4$sitems:
                files: "items*.csv"
                columns: { event: string, itemid: bigint }
            """;

    static Invariants promises(Workload story) {
        return new Invariants(
                MAX_DURATION,
                Duration.ofMinutes(20),
                Duration.ofMinutes(10),
                GRACE,
                QUIET,
                MAX_WAIT,
                UNTIL_PUT_RIGHT,
                story.means().perRunUsd(),
                story.means().perDayUsd());
    }

    /** The datasets of a story's deployments; the same happens to all of them. */
    static List<String> datasets(Workload story) {
        return story.cast().twoDatasets() ? List.of("shop", "stock") : List.of("shop");
    }

    static void deploy(Account account, String deployment, Workload story) {
        define(account, deployment, story, 128);
        newJob(account, deployment, "jar 0");
    }

    /** Another size of files is another definition, for which the tables are made anew. */
    static void define(Account account, String deployment, Workload story, int fileMb) {
        for (String dataset : datasets(story)) {
            String yaml = YAML.formatted(
                    dataset,
                    deployment.replace('-', '_'),
                    story.means().perRunUsd(),
                    prefix(dataset),
                    story.means().perDayUsd(),
                    fileMb,
                    story.capacity() == Capacity.ANY ? "small" : "medium");
            account.buckets().put(deployment + "-state", "datasets/" + dataset + ".yaml", yaml.getBytes(UTF_8));
        }
    }

    /** What the names of a dataset's tables begin with. */
    static String prefix(String dataset) {
        return dataset.equals("shop") ? "" : dataset + "_";
    }

    static void newJob(Account account, String deployment, String content) {
        account.buckets().put(deployment + "-artifacts", "jars/mayfly-spark-job.jar", content.getBytes(UTF_8));
        account.buckets().put(deployment + "-artifacts", "bootstrap/dead-man.sh", "a script".getBytes(UTF_8));
    }

    private Settings() {}
}
