package dev.mayfly.job;

import dev.mayfly.contract.Claim;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.job.claim.Claims;
import dev.mayfly.job.claim.NodeInfo;
import dev.mayfly.job.failure.ThrownText;
import dev.mayfly.job.store.Documents;
import dev.mayfly.job.store.S3Settings;
import dev.mayfly.job.store.Stores;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step: carries out one plan and ends with its manifest and exit code 0, or with a sentence that says why not and 1. */
public final class TransformJob {
    static final int DONE = 0;
    static final int FAILED = 1;
    private static final Logger LOG = LoggerFactory.getLogger(TransformJob.class);

    private final Clock clock;
    private final Map<String, String> environment;
    private final Configuration conf;
    private final Supplier<SparkSession> session;

    TransformJob(Clock clock, Map<String, String> environment, Configuration conf, Supplier<SparkSession> session) {
        this.clock = clock;
        this.environment = Map.copyOf(environment);
        this.conf = conf;
        this.session = session;
    }

    public static void main(String[] arguments) {
        Configurator.setRootLevel(Level.WARN);
        Configurator.setLevel("dev.mayfly", Level.INFO);
        Map<String, String> environment = System.getenv();
        SparkConf submitted = new SparkConf();
        Configuration platform = SparkHadoopUtil.get().newConfiguration(submitted);
        int code = new TransformJob(
                        Clock.systemUTC(),
                        environment,
                        S3Settings.withS3(platform, environment),
                        () -> JobSession.open(submitted, platform, environment))
                .run(List.of(arguments));
        if (code == DONE) {
            // Without this Spark's threads complain about the exit; after a failure nothing may delay it.
            SparkSession.active().stop();
        }
        System.exit(code);
    }

    int run(List<String> arguments) {
        try {
            PlanFile file = PlanFile.of(arguments);
            RunPlan plan = file.read(new Documents(conf));
            String cluster = NodeInfo.cluster(environment);
            Stores stores = Stores.of(plan.claim(), conf, environment);
            Optional<Claim> other = new Claims(stores.once(), clock).acquire(plan, cluster);
            if (other.isPresent()) {
                LOG.error(
                        "attempt {} of run {} is not this driver's: {} by {} at {}; nothing was done",
                        plan.attempt(),
                        plan.runId(),
                        other.get().holder(),
                        other.get().cluster(),
                        other.get().at());
                return FAILED;
            }
            LOG.info("attempt {} of run {} is claimed on {}", plan.attempt(), plan.runId(), cluster);
            return new RunExecution(plan, file.sha256(), cluster, stores, clock).execute(session);
        } catch (RuntimeException e) {
            LOG.error("the step ends without an outcome of its own: {}", ThrownText.trace(e));
            return FAILED;
        }
    }
}
