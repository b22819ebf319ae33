package dev.mayfly.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.TablePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The step as a cluster runs it: a plan pinned by its hash, a claim, every check, a manifest last; on files instead of S3. */
final class StepCandidate implements Candidate {
    private final ProjectHome home;
    private final String master;
    private final List<String> confs;

    StepCandidate(ProjectHome home, String master, List<String> confs) {
        this.home = home;
        this.master = master;
        this.confs = List.copyOf(confs);
    }

    @Override
    public ProcessStats run(List<TablePlan> tables, Path out) {
        try {
            Path state = Files.createDirectories(out.resolve("_state"));
            Files.writeString(state.resolve("job-flow.json"), "{\"jobFlowId\":\"j-BENCH\"}", UTF_8);
            byte[] plan = ContractJson.bytes(new RunPlan(
                    RunPlan.VERSION,
                    "20260101T000000Z-00000000",
                    1,
                    "bench",
                    tables,
                    uri(state, "claim.json"),
                    uri(state, "manifest.json"),
                    uri(state, "failure.json"),
                    uri(state, "progress.json"),
                    Instant.parse("2100-01-01T00:00:00Z")));
            Files.write(state.resolve("plan.json"), plan);
            SparkProcess spark = new SparkProcess(
                    home,
                    master,
                    Map.of("MAYFLY_NODE_INFO", state.resolve("job-flow.json").toString()));
            ProcessStats measured = spark.submit(
                    "dev.mayfly.job.TransformJob",
                    home.jobJar(),
                    state.resolve("tmp"),
                    confs,
                    List.of("--plan", uri(state, "plan.json").toString(), "--sha256", ContractJson.sha256(plan)));
            if (!Files.exists(state.resolve("manifest.json"))) {
                throw new IllegalStateException("the step left no manifest in %s".formatted(state));
            }
            return measured;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI uri(Path state, String name) {
        return state.resolve(name).toUri();
    }
}
