package dev.mayfly.orchestrator.run;

import dev.mayfly.contract.RunFailure;

/** What an attempt left on S3. */
public sealed interface OutputSight {
    /** Nobody looked. */
    record NotLooked() implements OutputSight {}

    /** Neither manifest nor failure is there. */
    record Nothing() implements OutputSight {}

    /** The driver said why it gave up. */
    record GaveUp(RunFailure failure) implements OutputSight {}

    /** There is a manifest, but it is not to be believed. */
    record Refused(String why) implements OutputSight {}

    /** Manifest, shards and the LIST of every output agree. */
    record Verified(Generation generation) implements OutputSight {}
}
