package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.InvariantChecker;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/** EMR gets at most one RunJobFlow for an attempt: it cannot tell a second one from the first. */
final class OneLaunchRequest implements InvariantChecker {
    private final Violations verdicts;
    private final Set<String> received = new HashSet<>();

    OneLaunchRequest(Violations verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void launchReceived(RunJobFlowRequest request) {
        if (!received.add(request.name())) {
            verdicts.violated("one request for an attempt", request.name() + " was asked for twice");
        }
    }
}
