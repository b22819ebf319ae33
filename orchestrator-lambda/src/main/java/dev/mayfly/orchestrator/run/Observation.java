package dev.mayfly.orchestrator.run;

import java.util.Optional;

/** All that a look saw, and all that deciding may depend on beside the head, the terms, the policy and the time. */
public record Observation(
        String invocation,
        String freshRunId,
        String clusterNamePrefix,
        Optional<UserCommand> ask,
        Optional<InputSnapshot> inputs,
        Quotes offers,
        Optional<Generation> heldBack,
        ClusterStatus cluster,
        OutputStatus output,
        ClaimStatus claim,
        LogStatus log,
        ActionResult answer) {
    /** A look that saw nothing yet. */
    public static Observation by(
            String invocation, String freshRunId, String clusterNamePrefix, Optional<UserCommand> ask) {
        return new Observation(
                invocation,
                freshRunId,
                clusterNamePrefix,
                ask,
                Optional.empty(),
                Quotes.NONE,
                Optional.empty(),
                new ClusterStatus.NotObserved(),
                new OutputStatus.NotObserved(),
                ClaimStatus.NOT_LOOKED,
                new LogStatus.NotObserved(),
                new ActionResult.None());
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

    public Observation inputs(InputSnapshot sight) {
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

    public Observation offers(Quotes priced) {
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

    public Observation cluster(ClusterStatus sight) {
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

    public Observation output(OutputStatus sight) {
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

    public Observation claim(ClaimStatus sight) {
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

    public Observation log(LogStatus sight) {
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

    public Observation answer(ActionResult given) {
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
