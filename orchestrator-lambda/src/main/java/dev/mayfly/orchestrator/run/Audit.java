package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * The comparing of the catalog with what readers should see: when it is due, where it goes on, who asked for it out of turn, and what
 * it came to the last time. It is due at no time while a publication was begun and not finished, since nobody can say what readers
 * should see until somebody has.
 */
public record Audit(Optional<Instant> due, PublishCursor cursor, Optional<String> asked, Optional<Last> last) {
    /** Of a dataset that was never compared: due as soon as there is something to compare. */
    public static final Audit NEVER_YET =
            new Audit(Optional.of(Instant.EPOCH), PublishCursor.START, Optional.empty(), Optional.empty());

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
            said = Brief.remark(said);
        }
    }

    boolean isDue(Instant now) {
        return due.filter(at -> !now.isBefore(at)).isPresent();
    }

    Audit from(PublishCursor further) {
        return new Audit(due, further, asked, last);
    }

    /** Somebody wants it now; what it said before is no reason to say less. */
    Audit askedFor(String who, Instant now) {
        return new Audit(Optional.of(now), PublishCursor.START, Optional.of(who), Optional.empty());
    }

    /** It begins anew at this time. */
    Audit again(Instant at) {
        return new Audit(Optional.of(at), PublishCursor.START, Optional.empty(), last);
    }

    Audit again(Instant at, Last ended) {
        return new Audit(Optional.of(at), PublishCursor.START, Optional.empty(), Optional.of(ended));
    }

    /** Until a publication is finished. */
    Audit resting() {
        return new Audit(Optional.empty(), PublishCursor.START, Optional.empty(), last);
    }
}
