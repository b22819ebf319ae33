package dev.mayfly.orchestrator.run;

import java.time.Instant;

/**
 * Where a run in hand stands.
 *
 * <pre>
 * LAUNCHING ──▶ RUNNING ──▶ PUBLISHING ──┐
 *     │            │            │        ▼
 *     └────────────┴────────────┴──▶ ENDING ──▶ ENDED ──▶ (no run in hand)
 * </pre>
 *
 * ENDING lasts until every cluster is seen gone, ENDED until the record is kept and the notice sent.
 */
public sealed interface RunState {
    /** The name that people and the ledger see; stored: add, never rename. */
    String name();

    <R> R match(Cases<R> cases);

    /** One answer for each state, so that the compiler finds a forgotten one. */
    interface Cases<R> {
        R launching(Launching state);

        R running(Running state);

        R publishing(Publishing state);

        R ending(Ending state);

        R ended(Ended state);
    }

    /** An intent is saved; the step does not run yet, or nobody knows. */
    record Launching() implements RunState {
        @Override
        public String name() {
            return "LAUNCHING";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.launching(this);
        }
    }

    /** The step has started. */
    record Running(Instant stepStartedAt) implements RunState {
        @Override
        public String name() {
            return "RUNNING";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.running(this);
        }
    }

    /** The output is verified; the catalog is being brought to it, forward only. */
    record Publishing(Generation generation, PublishCursor cursor) implements RunState {
        @Override
        public String name() {
            return "PUBLISHING";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.publishing(this);
        }
    }

    /** How it ends is decided; its clusters are not all seen gone. */
    record Ending(Outcome outcome) implements RunState {
        @Override
        public String name() {
            return "ENDING";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ending(this);
        }
    }

    /** Over; to be recorded and announced. */
    record Ended(Outcome outcome) implements RunState {
        @Override
        public String name() {
            return outcome.status().name();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ended(this);
        }
    }
}
