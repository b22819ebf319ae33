package dev.mayfly.orchestrator.ledger;

import java.util.List;

/** Which datasets have a head. Every tick asks, so it costs less than to open the ledger. */
public interface DatasetIndex {
    /** Every dataset that was ever written of, whether its definition is still there or not. */
    List<String> datasets();
}
