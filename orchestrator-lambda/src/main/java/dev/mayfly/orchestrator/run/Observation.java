package dev.mayfly.orchestrator.run;

import java.util.Optional;

/** All that a look saw, and all that deciding may depend on beside the head, the terms, the policy and the time. */
public record Observation(
        String invocation,
        String freshRunId,
        String clusterNamePrefix,
        Optional<Ask> ask,
        Optional<InputSight> inputs,
        Offers offers,
        Optional<Generation> heldBack,
        ClusterSight cluster,
        OutputSight output,
        ClaimSight claim,
        LogSight log,
        Answer answer) {
    /** A look that saw nothing yet. */
    public static Observation by(String invocation, String freshRunId, String clusterNamePrefix, Optional<Ask> ask) {
        return new Observation(
                invocation,
                freshRunId,
                clusterNamePrefix,
                ask,
                Optional.empty(),
                Offers.NONE,
                Optional.empty(),
                new ClusterSight.NotLooked(),
                new OutputSight.NotLooked(),
                ClaimSight.NOT_LOOKED,
                new LogSight.NotLooked(),
                new Answer.None());
    }

    Observation withoutAsk() {
        return new Observation(
                invocation,
                freshRunId,
                clusterNamePrefix,
                Optional.empty(),
                inputs,
                offers,
                heldBack,
                cluster,
                output,
                claim,
                log,
                answer);
    }

    public Observation inputs(InputSight sight) {
        return new Observation(
                invocation,
                freshRunId,
                clusterNamePrefix,
                ask,
                Optional.of(sight),
                offers,
                heldBack,
                cluster,
                output,
                claim,
                log,
                answer);
    }

    public Observation offers(Offers priced) {
        return new Observation(
                invocation,
                freshRunId,
                clusterNamePrefix,
                ask,
                inputs,
                priced,
                heldBack,
                cluster,
                output,
                claim,
                log,
                answer);
    }

    public Observation heldBack(Optional<Generation> made) {
        return new Observation(
                invocation,
                freshRunId,
                clusterNamePrefix,
                ask,
                inputs,
                offers,
                made,
                cluster,
                output,
                claim,
                log,
                answer);
    }

    public Observation cluster(ClusterSight sight) {
        return new Observation(
                invocation,
                freshRunId,
                clusterNamePrefix,
                ask,
                inputs,
                offers,
                heldBack,
                sight,
                output,
                claim,
                log,
                answer);
    }

    public Observation output(OutputSight sight) {
        return new Observation(
                invocation,
                freshRunId,
                clusterNamePrefix,
                ask,
                inputs,
                offers,
                heldBack,
                cluster,
                sight,
                claim,
                log,
                answer);
    }

    public Observation claim(ClaimSight sight) {
        return new Observation(
                invocation,
                freshRunId,
                clusterNamePrefix,
                ask,
                inputs,
                offers,
                heldBack,
                cluster,
                output,
                sight,
                log,
                answer);
    }

    public Observation log(LogSight sight) {
        return new Observation(
                invocation,
                freshRunId,
                clusterNamePrefix,
                ask,
                inputs,
                offers,
                heldBack,
                cluster,
                output,
                claim,
                sight,
                answer);
    }

    public Observation answer(Answer given) {
        return new Observation(
                invocation,
                freshRunId,
                clusterNamePrefix,
                ask,
                inputs,
                offers,
                heldBack,
                cluster,
                output,
                claim,
                log,
                given);
    }
}
