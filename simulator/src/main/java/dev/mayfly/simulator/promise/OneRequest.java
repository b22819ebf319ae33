package dev.mayfly.simulator.promise;

import dev.mayfly.simulator.cloud.Witness;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/** EMR gets at most one RunJobFlow for an attempt: it cannot tell a second one from the first. */
final class OneRequest implements Witness {
    private final Verdicts verdicts;
    private final Set<String> received = new HashSet<>();

    OneRequest(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void launchReceived(RunJobFlowRequest request) {
        if (!received.add(request.name())) {
            verdicts.broken("one request for an attempt", request.name() + " was asked for twice");
        }
    }
}
