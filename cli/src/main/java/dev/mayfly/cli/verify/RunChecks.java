package dev.mayfly.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the run itself shows. */
final class RunChecks {
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private RunChecks() {}

    /** The assumptions that a whole run either bears out or breaks on. */
    static List<Check> all() {
        return List.of(new Listing(), new Committer(), new Logs());
    }

    private static Finding noRun() {
        return Finding.notChecked("no run came to its end");
    }

    /** How long the cluster was there before a listing showed it. */
    private record Listing() implements Check {
        @Override
        public String assumption() {
            return "ListClusters shows a new cluster within 10 minutes";
        }

        @Override
        public Finding run(Target site) {
            return site.run()
                    .map(run -> Finding.of(
                            run.listedAfter().compareTo(WINDOW) < 0,
                            "once: %s was listed %s s after it was created, by looks every %s s"
                                    .formatted(
                                            run.clusterId(),
                                            run.listedAfter().toSeconds(),
                                            site.pace().glance().toSeconds())))
                    .orElseGet(RunChecks::noRun);
        }
    }

    /** The step asserts which committer ran, so a run that succeeded is one that ran ours. */
    private record Committer() implements Check {
        @Override
        public String assumption() {
            return "Hadoop's S3A on emr-7.13 serves `s3://` and its magic committer can be chosen by the job";
        }

        @Override
        public Finding run(Target site) {
            if (site.embedded()) {
                return Finding.notChecked("the step's Spark here is not EMR's");
            }
            return site.run()
                    .map(run -> Finding.of(
                            run.told().path("state").asText().equals("SUCCEEDED"),
                            "the run ended as %s %s"
                                    .formatted(run.told().path("state").asText(), reason(run.told()))))
                    .orElseGet(RunChecks::noRun);
        }

        private static String reason(JsonNode run) {
            return run.path("reason").path("message").asText("");
        }
    }

    /** When the step's log is there. */
    private record Logs() implements Check {
        @Override
        public String assumption() {
            return "A step's log reaches S3 within 10 minutes after termination";
        }

        @Override
        public Finding run(Target site) throws Exception {
            if (site.run().isEmpty()) {
                return noRun();
            }
            String prefix = "logs/" + site.run().get().clusterId() + "/steps/";
            try (S3Client s3 = site.clients().build(S3Client.builder())) {
                Optional<Poller.Seen<String>> log = Poller.until(
                        site.pace().logsArrive(),
                        site.pace().glance(),
                        () -> s3
                                .listObjectsV2(list -> list.bucket(site.names().bucket("state"))
                                        .prefix(prefix))
                                .contents()
                                .stream()
                                .map(S3Object::key)
                                .filter(key -> key.contains("stderr"))
                                .findFirst());
                return log.map(seen -> Finding.of(
                                seen.after().compareTo(WINDOW) < 0,
                                "%s was there %d s after the run was over"
                                        .formatted(seen.what(), seen.after().toSeconds())))
                        .orElseGet(() -> Finding.of(
                                false,
                                "no stderr below %s within %s"
                                        .formatted(prefix, site.pace().logsArrive())));
            }
        }
    }
}
