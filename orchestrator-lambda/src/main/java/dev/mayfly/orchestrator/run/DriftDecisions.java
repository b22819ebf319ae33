package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * With nothing in hand and nothing due: whether the catalog is to be compared with what readers should see, and what follows. Comparing
 * reads alone and is no run, so that it stands in nobody's way; what differs is put right by a run, which publishes what is shown.
 */
final class DriftDecisions {
    private final DecisionContext look;
    private final DriftCheck audit;

    DriftDecisions(DecisionContext look) {
        this.look = look;
        this.audit = look.head().audit();
    }

    Optional<Decision> decide() {
        boolean somebodyWaits = look.seen().ask().isPresent();
        boolean defined = look.seen().inputs().isPresent();
        if (look.head().published().isEmpty() || somebodyWaits || !defined || !audit.isDue(look.now()) || restless()) {
            return Optional.empty();
        }
        ActionResult answer = look.seen().answer();
        if (answer instanceof ActionResult.ComparedUpTo upTo && !upTo.cursor().equals(audit.cursor())) {
            return Optional.of(save(audit.from(upTo.cursor())));
        }
        if (answer instanceof ActionResult.InSync) {
            return Optional.of(save(ended(DriftCheck.Result.UNCHANGED, "readers see what they should")));
        }
        if (answer instanceof ActionResult.CompareFailed notYet) {
            DriftCheck.Last last = new DriftCheck.Last(look.now(), DriftCheck.Result.NOT_DONE, notYet.why());
            return Optional.of(save(audit.again(look.now().plus(look.policy().auditAfter()), last)));
        }
        if (answer instanceof ActionResult.Differs differs) {
            return Optional.of(
                    knownAndRefused(differs)
                            ? save(ended(DriftCheck.Result.REFUSED, differs.what()))
                            : repair(differs));
        }
        return Optional.of(new Decision.Compare(look.head().published().get(0), audit.cursor()));
    }

    /** Files arrive at this moment, and very many looks with them. */
    private boolean restless() {
        return look.head()
                .seen()
                .filter(seen ->
                        look.now().isBefore(seen.since().plus(look.terms().quiet())))
                .isPresent();
    }

    /** What a guard forbids was told of already: it is told of again only to somebody who asks. */
    private boolean knownAndRefused(ActionResult.Differs differs) {
        return audit.last()
                .filter(last -> last.result() == DriftCheck.Result.REFUSED)
                .filter(last -> !differs.mendable())
                .isPresent();
    }

    private Decision repair(ActionResult.Differs differs) {
        String cause = "%s: %s".formatted(audit.asked().orElse("audit"), differs.what());
        Run run = Run.publishing(Run.Kind.REPAIR, look, look.head().published().get(0), cause);
        return new Decision.Save(look.head().withRun(run), new Action.None());
    }

    private DriftCheck ended(DriftCheck.Result result, String said) {
        Instant next = look.now().plus(look.policy().auditEvery());
        return audit.again(next, new DriftCheck.Last(look.now(), result, said));
    }

    private Decision save(DriftCheck next) {
        return new Decision.Save(look.head().withAudit(next), new Action.None());
    }
}
