package dev.mayfly.orchestrator.run;

import java.util.ArrayList;
import java.util.List;

/** All that stands in the way of a run at once, where a decision names what comes first. */
final class Blockers {
    private final DecisionContext look;

    Blockers(DecisionContext look) {
        this.look = look;
    }

    List<String> all() {
        List<String> all = new ArrayList<>();
        look.head().run().map(Blockers::inHand).ifPresent(all::add);
        look.head().held().ifPresent(held -> all.add("held " + held.describe()));
        look.seen().inputs().ifPresent(inputs -> {
            all.addAll(inputs.problems());
            new Admission(look, new IdleDecisions(look).budget(), Usd.ZERO)
                    .refusals(look.seen().offers().on(FallbackLevel.AS_ASKED))
                    .forEach(refusal -> all.add(refusal.message()));
        });
        return all;
    }

    /** A dataset has one run at a time, and one that is over stays in hand until it is recorded and announced. */
    private static String inHand(Run run) {
        return run.state() instanceof RunState.Ended
                ? "run %s has ended %s, but its notice is not sent yet; the next look sends it"
                        .formatted(run.id(), run.state().name())
                : "run %s is %s".formatted(run.id(), run.state().name());
    }
}
