package dev.mayfly.orchestrator.cluster;

import java.time.Instant;

/** A cluster that costs something, as EMR lists it. */
public record ActiveCluster(String id, String name, String state, Instant createdAt) {}
