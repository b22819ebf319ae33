package dev.mayfly.orchestrator.run;

/** What to do after a look. */
public sealed interface Decision {
    /** Nothing; a sentence says what is waited for, and {@code passing} that it is a matter of seconds. */
    record Wait(String why, boolean passing) implements Decision {
        Wait(String why) {
            this(why, false);
        }

        static Wait passing(String why) {
            return new Wait(why, true);
        }
    }

    /** Write this head if nobody else did meanwhile, then act. */
    record Save(DatasetState next, Action action) implements Decision {}

    /** Take away what an attempt wrote that nobody can be shown any more. */
    record Discard(DatasetState.DeletableOutput what) implements Decision {}

    /** Compare the catalog with what readers should see, from here on, by reading alone. */
    record Compare(Generation shown, PublishCursor from) implements Decision {}

    /** Act without a write: what is to be done is already in the head, and doing it twice does no harm. */
    record Act(Action action) implements Decision {}
}
