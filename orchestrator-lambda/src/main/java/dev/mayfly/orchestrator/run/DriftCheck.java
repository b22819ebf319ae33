package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * The comparing of the catalog with what readers should see: when it is due, where it goes on, who asked for it out of turn, and what
 * it came to the last time. It is due at no time while a publication was begun and not finished, since nobody can say what readers
 * should see until somebody has.
 */
public record DriftCheck(Optional<Instant> due, PublishCursor cursor, Optional<String> asked, Optional<Last> last) {
    /** Of a dataset that was never compared: due as soon as there is something to compare. */
    public static final DriftCheck NEVER_YET =
            new DriftCheck(Optional.of(Instant.EPOCH), PublishCursor.START, Optional.empty(), Optional.empty());

    /** What a comparison came to. Stored: add, never rename. */
    public enum Result {
        /** The catalog showed what it should. */
        UNCHANGED,
        /** Something differed and is put right. */
        REPAIRED,
        /** What differs is not ours to put right, or Glue did not take it. */
        REFUSED,
        /** It could not be looked at. */
        NOT_DONE
    }

    /** The last comparison: when it ended, and what it came to in a word and a sentence. */
    public record Last(Instant at, Result result, String said) {
        public Last {
            said = TextLimits.remark(said);
        }
    }

    boolean isDue(Instant now) {
        return due.filter(at -> !now.isBefore(at)).isPresent();
    }

    DriftCheck from(PublishCursor further) {
        return new DriftCheck(due, further, asked, last);
    }

    /** Somebody wants it now; what it said before is no reason to say less. */
    DriftCheck askedFor(String who, Instant now) {
        return new DriftCheck(Optional.of(now), PublishCursor.START, Optional.of(who), Optional.empty());
    }

    /** It begins anew at this time. */
    DriftCheck again(Instant at) {
        return new DriftCheck(Optional.of(at), PublishCursor.START, Optional.empty(), last);
    }

    DriftCheck again(Instant at, Last ended) {
        return new DriftCheck(Optional.of(at), PublishCursor.START, Optional.empty(), Optional.of(ended));
    }

    /** Until a publication is finished. */
    DriftCheck resting() {
        return new DriftCheck(Optional.empty(), PublishCursor.START, Optional.empty(), last);
    }
}
