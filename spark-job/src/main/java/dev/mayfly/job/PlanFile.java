package dev.mayfly.job;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.job.store.Documents;
import java.net.URI;
import java.util.List;

/** The plan that the step was launched with, proven to be the very bytes that the control plane wrote. */
record PlanFile(URI uri, String sha256) {
    static PlanFile of(List<String> arguments) {
        if (arguments.size() != 4
                || !arguments.get(0).equals("--plan")
                || !arguments.get(2).equals("--sha256")) {
            throw new IllegalArgumentException(
                    "the arguments are %s; they have to be: --plan <uri> --sha256 <hex>".formatted(arguments));
        }
        return new PlanFile(URI.create(arguments.get(1)), arguments.get(3));
    }

    RunPlan read(Documents documents) {
        byte[] bytes = documents.read(uri);
        String found = ContractJson.sha256(bytes);
        if (!found.equals(sha256)) {
            throw new IllegalStateException(
                    "%s has sha256 %s, the step was given %s: it is not the plan of this step, and nothing was done"
                            .formatted(uri, found, sha256));
        }
        return ContractJson.read(bytes, RunPlan.class, uri.toString());
    }
}
