package dev.mayfly.orchestrator;

import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.inputs.ObjectReader;
import dev.mayfly.orchestrator.ledger.DatasetIndex;

/** What a tick asks AWS through, whether there is a dataset or not. */
record TickGateways(ClusterGateway clusters, ObjectReader inputs, DatasetIndex heads) {}
