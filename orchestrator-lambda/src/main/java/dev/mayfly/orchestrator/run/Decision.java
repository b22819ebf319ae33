package dev.mayfly.orchestrator.run;

import java.util.List;

/** What to do after a look. */
public sealed interface Decision {
    /** Nothing; a sentence says what is waited for. */
    record Rest(String why, List<String> problems) implements Decision {
        public Rest {
            problems = List.copyOf(problems);
        }

        Rest(String why) {
            this(why, List.of(why));
        }
    }

    /** Write this head if nobody else did meanwhile, then act. */
    record Save(Head next, Action action) implements Decision {}

    /** Act without a write: what is to be done is already in the head, and doing it twice does no harm. */
    record Act(Action action) implements Decision {}
}
