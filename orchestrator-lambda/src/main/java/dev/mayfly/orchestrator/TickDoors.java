package dev.mayfly.orchestrator;

import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.inputs.InputListing;
import dev.mayfly.orchestrator.ledger.HeadNames;

/** What a tick asks AWS through, whether there is a dataset or not. */
record TickDoors(ClusterGateway clusters, InputListing inputs, HeadNames heads) {}
