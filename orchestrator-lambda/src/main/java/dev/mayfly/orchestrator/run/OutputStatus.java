package dev.mayfly.orchestrator.run;

import dev.mayfly.contract.RunFailure;

/** What an attempt left on S3. */
public sealed interface OutputStatus {
    /** Nobody looked. */
    record NotObserved() implements OutputStatus {}

    /** Neither manifest nor failure is there. */
    record Nothing() implements OutputStatus {}

    /** The driver said why it gave up. */
    record GaveUp(RunFailure failure) implements OutputStatus {}

    /** There is a manifest, but it is not to be believed. */
    record Refused(String why) implements OutputStatus {}

    /** Manifest, shards and the LIST of every output agree. */
    record Verified(Generation generation) implements OutputStatus {}
}
