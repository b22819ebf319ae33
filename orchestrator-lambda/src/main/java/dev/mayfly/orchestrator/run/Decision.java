package dev.mayfly.orchestrator.run;

import java.util.List;

/** What to do after a look. */
public sealed interface Decision {
    /** Nothing; a sentence says what is waited for, and {@code passing} that it is a matter of seconds. */
    record Rest(String why, List<String> problems, boolean passing) implements Decision {
        public Rest {
            problems = List.copyOf(problems);
        }

        Rest(String why, List<String> problems) {
            this(why, problems, false);
        }

        Rest(String why) {
            this(why, List.of(why));
        }

        static Rest passing(String why) {
            return new Rest(why, List.of(why), true);
        }
    }

    /** Write this head if nobody else did meanwhile, then act. */
    record Save(Head next, Action action) implements Decision {}

    /** Take away what an attempt wrote that nobody can be shown any more. */
    record Discard(Head.Retired what) implements Decision {}

    /** Act without a write: what is to be done is already in the head, and doing it twice does no harm. */
    record Act(Action action) implements Decision {}
}
