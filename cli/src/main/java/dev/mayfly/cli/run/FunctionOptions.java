package dev.mayfly.cli.run;

import dev.mayfly.cli.cloud.Clients;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which deployment a command speaks to. */
public final class FunctionOptions {
    @Option(
            names = "--function",
            defaultValue = "mayfly-orchestrator",
            description = "The deployed function (${DEFAULT-VALUE}).")
    private String function;

    @Option(
            names = "--endpoint",
            description = "The endpoint of an embedded cloud; without it AWS_ENDPOINT_URL or AWS itself.")
    private Optional<URI> endpoint = Optional.empty();

    public Clients clients() {
        return endpoint.map(Clients::of).orElseGet(Clients::ofEnvironment);
    }

    Orchestrator orchestrator() {
        return new Orchestrator(clients(), function);
    }
}
