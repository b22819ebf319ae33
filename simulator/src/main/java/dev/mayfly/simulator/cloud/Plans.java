package dev.mayfly.simulator.cloud;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.RunPlan;
import java.util.HashMap;
import java.util.Map;

/** Plans by the sha256 of their bytes, read once each. */
public final class Plans {
    private final Map<String, RunPlan> read = new HashMap<>();

    /** The plan that these bytes are. */
    public RunPlan read(String sha256, byte[] bytes) {
        return read.computeIfAbsent(sha256, same -> ContractJson.read(bytes, RunPlan.class, "the plan"));
    }
}
