package dev.mayfly.simulator.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.promise.Promises;
import java.time.Duration;

/** The dataset, the limits and the time that all histories have in common. */
final class Settings {
    static final String DATASET = "shop";
    static final Duration MAX_DURATION = Duration.ofMinutes(15);
    private static final String YAML = """
            dataset: shop
            source: s3://${raw}/shop/
            curated: s3://${curated}/shop/
            database: %s
            ready: { quiet: 2m, maxWait: 20m }
            cost: { template: small, maxDuration: 15m, perRunUsd: %s, perDayUsd: 10 }
            tables:
              events:
                files: "events*.csv"
                columns: { event: string, itemid: bigint }
                partitionBy: [event]
              items:
                files: "items*.csv"
                columns: { event: string, itemid: bigint }
            """;

    static Promises promises(Story story) {
        return new Promises(MAX_DURATION, Duration.ofMinutes(20), Duration.ofMinutes(10), story.perRunUsd(), "10");
    }

    static void deploy(Account account, String deployment, Story story) {
        String database = deployment.replace('-', '_');
        account.buckets()
                .put(
                        deployment + "-state",
                        "datasets/shop.yaml",
                        YAML.formatted(database, story.perRunUsd()).getBytes(UTF_8));
        newJob(account, deployment, "jar 0");
    }

    static void newJob(Account account, String deployment, String content) {
        account.buckets().put(deployment + "-artifacts", "jars/mayfly-spark-job.jar", content.getBytes(UTF_8));
    }

    private Settings() {}
}
