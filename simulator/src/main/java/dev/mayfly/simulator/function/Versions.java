package dev.mayfly.simulator.function;

import dev.mayfly.orchestrator.OrchestratorHandler;
import java.time.Duration;
import java.util.List;

/** Which versions of a function answer when. Where there are several, an event meets any of them. */
@FunctionalInterface
public interface Versions {
    List<OrchestratorHandler> at(Duration elapsed);
}
