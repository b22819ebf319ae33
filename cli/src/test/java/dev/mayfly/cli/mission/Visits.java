package dev.mayfly.cli.mission;

/** A small dataset with one partitioned table. */
public final class Visits {
    public static final String HEADER = "id,page,day\n";
    public static final String DATASET = """
            dataset: visits
            source: s3://${raw}/visits/
            curated: s3://${curated}/visits/
            database: retailrocket
            ready: { quiet: 2m, manifest: _manifest.json, maxWait: 1h }
            cost: { template: auto, maxDuration: 45m, perRunUsd: 1.50, perDayUsd: 10 }
            tables:
              visits:
                files: "visits*.csv"
                columns:
                  id: bigint
                  page: string
                  day: string
                partitionBy: [day]
                sortBy: [id]
                maxRejected: 0.1%
            """;

    private Visits() {}
}
