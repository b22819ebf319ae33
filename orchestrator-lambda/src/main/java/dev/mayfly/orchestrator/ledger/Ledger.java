package dev.mayfly.orchestrator.ledger;

import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.Run;
import java.util.List;
import java.util.Optional;

/** Where heads and finished runs are kept; a head changes only if nobody else changed it meanwhile. */
public interface Ledger {
    /** The head as it is now; a dataset that was never written has none. */
    Optional<Stored> read(String dataset);

    /** Writes {@code next} over {@code before}, or creates it where there was none. */
    Swap swap(Optional<Stored> before, DatasetState next);

    /** Keeps a finished run whole; keeping it again changes nothing. */
    void archive(Run run);

    /** A finished run by its id. */
    Optional<Run> run(String dataset, String runId);

    /** The ids of finished runs, newest first. */
    List<String> runIds(String dataset, int most);

    /** A head with the tag that a conditional write needs. */
    record Stored(DatasetState head, String etag) {}

    /** What became of a write. */
    sealed interface Swap {
        /** It is ours. */
        record Won(Stored stored) implements Swap {}

        /** Somebody else was faster. */
        record Lost() implements Swap {}

        /** Nobody can tell now; the next look reads what is there. */
        record Unknown(String why) implements Swap {}
    }
}
