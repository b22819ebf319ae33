package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** With nothing in hand: is a run due, and may it cost what it could? */
final class IdleDecisions {
    private final DecisionContext look;

    IdleDecisions(DecisionContext look) {
        this.look = look;
    }

    /** What is waited for before a run starts by itself, in a sentence; a run that would start now is named as such. */
    String awaited() {
        Decision next = due();
        if (next instanceof Decision.Save save) {
            return save.next()
                    .run()
                    .map(run -> run.state() instanceof RunState.Ended
                            ? "no run can start: " + cause(run)
                            : "a run starts with the next look: " + cause(run))
                    .orElseGet(() -> new IdleDecisions(new DecisionContext(
                                    look.policy(), look.terms(), save.next(), look.seen(), look.now()))
                            .awaited());
        }
        return next instanceof Decision.Wait rest ? rest.why() : "";
    }

    private static String cause(Run run) {
        return run.history().isEmpty() ? "" : run.history().get(0).cause();
    }

    /** What is due first, and where nothing is, what can be taken away, and what readers see. */
    Decision decide() {
        Decision decision = due();
        return decision instanceof Decision.Wait
                ? discarding().or(() -> new DriftDecisions(look).decide()).orElse(decision)
                : decision;
    }

    /** Never what a person may still approve, and nothing while a person holds the dataset or waits for an answer. */
    private Optional<Decision> discarding() {
        if (look.head().held().isPresent() || look.seen().ask().isPresent()) {
            return Optional.empty();
        }
        if (look.seen().answer() instanceof ActionResult.Discarded done
                && look.head().retired().contains(done.what())) {
            return Optional.of(new Decision.Save(look.head().without(done.what()), new Action.None()));
        }
        boolean goesOn = look.seen().answer() instanceof ActionResult.None
                || look.seen().answer() instanceof ActionResult.Discarded;
        return look.head().retired().stream()
                .filter(retired -> goesOn
                        && !look.now()
                                .isBefore(retired.since().plus(look.policy().grace())))
                .filter(retired -> !retired.perhapsShown() && !mayBeApproved(retired))
                .findFirst()
                .map(Decision.Discard::new);
    }

    private boolean mayBeApproved(DatasetState.DeletableOutput retired) {
        return look.head()
                .attended()
                .map(attended -> attended.runId().equals(retired.runId())
                        && attended.outcome().status() == Outcome.Status.HELD)
                .orElse(false);
    }

    private Decision due() {
        if (look.head().held().isPresent()) {
            DatasetState.Held held = look.head().held().get();
            return new Decision.Wait("held " + held.describe());
        }
        if (look.seen().inputs().isEmpty()) {
            return new Decision.Wait("the inputs were not looked at");
        }
        InputSnapshot inputs = look.seen().inputs().get();
        if (!inputs.problems().isEmpty()) {
            return interrupted().orElseGet(() -> new Decision.Wait("waiting: " + String.join("; ", inputs.problems())));
        }
        if (asks(UserCommand.Verb.APPROVE) && !heldBack(FailureReason.Code.INPUT_REMOVED)) {
            return approve(inputs);
        }
        Optional<String> dealtWith = dealtWith(inputs);
        if (dealtWith.isPresent()) {
            return look.head()
                            .seen()
                            .map(DatasetState.ObservedInputs::fingerprint)
                            .orElse(inputs.fingerprint())
                            .equals(inputs.fingerprint())
                    ? new Decision.Wait(dealtWith.get())
                    : new Decision.Save(look.head().withSeen(fromNowOn(inputs)), new Action.None());
        }
        Optional<Decision> notReady = notReady(inputs);
        return notReady.or(() -> removed(inputs)).orElseGet(() -> admit(inputs));
    }

    /** Since when nothing could start, though something had arrived; noted once. */
    private Optional<Decision> interrupted() {
        return look.head()
                .seen()
                .filter(seen -> unattended(seen) && !seen.isUnusable())
                .map(seen -> new Decision.Save(look.head().withSeen(seen.unusable(look.now())), new Action.None()));
    }

    private boolean asks(UserCommand.Verb verb) {
        return look.seen().ask().map(ask -> ask.verb() == verb).orElse(false);
    }

    private boolean heldBack(FailureReason.Code code) {
        return look.head()
                .attended()
                .flatMap(attended -> attended.outcome().reason())
                .map(reason -> reason.code() == code)
                .orElse(false);
    }

    /** What a guard held back is published, as long as it is of the inputs that are there. */
    private Decision approve(InputSnapshot inputs) {
        if (look.seen().heldBack().isEmpty() || !heldBack(FailureReason.Code.MAX_SHRINK)) {
            return new Decision.Wait("nothing is held back");
        }
        DatasetState.LastProcessed attended = look.head().attended().orElseThrow();
        if (!attended.fingerprint().equals(inputs.fingerprint())) {
            return new Decision.Wait("the inputs are not those of run %s any more; a new run will deal with them"
                    .formatted(attended.runId()));
        }
        UserCommand ask = look.seen().ask().orElseThrow();
        Run run = Run.publishing(Run.Kind.APPROVAL, look, look.seen().heldBack().get(), ask.describe());
        return new Decision.Save(look.head().withRun(run), new Action.None());
    }

    private Optional<Decision> removed(InputSnapshot inputs) {
        if (!look.terms().holdsRemoved()
                || inputs.vanished().isEmpty()
                || asks(UserCommand.Verb.APPROVE)
                || asks(UserCommand.Verb.RERUN)) {
            return Optional.empty();
        }
        FailureReason reason = FailureReason.fatal(
                FailureReason.Code.INPUT_REMOVED,
                "%s was used for the present tables and is gone. Restore it, run `approve`, or set `onRemoved: publish`."
                        .formatted(String.join(", ", inputs.vanished())));
        return Optional.of(refuse(inputs, Outcome.held(reason)));
    }

    /** Why these inputs need no run, if they need none. */
    private Optional<String> dealtWith(InputSnapshot inputs) {
        Optional<DatasetState.LastProcessed> before = look.head()
                .attended()
                .filter(attended -> attended.fingerprint().equals(inputs.fingerprint())
                        && attended.definitionHash().equals(look.terms().definitionHash()));
        if (before.isEmpty() || asks(UserCommand.Verb.RERUN) || asks(UserCommand.Verb.APPROVE)) {
            return Optional.empty();
        }
        DatasetState.LastProcessed attended = before.get();
        Outcome outcome = attended.outcome();
        if (outcome.status() == Outcome.Status.SUCCEEDED) {
            return Optional.of("nothing new since run " + attended.runId());
        }
        if (!attended.jobVersion().equals(inputs.jobVersion())) {
            return Optional.empty();
        }
        String ended = "run %s ended %s: %s"
                .formatted(
                        attended.runId(),
                        outcome.status(),
                        outcome.reason().map(FailureReason::message).orElse(""));
        if (!outcome.retryable() || attended.launches() >= look.policy().maxLaunches()) {
            return Optional.of(
                    "parked until the inputs or the definition change, or somebody asks for a rerun: " + ended);
        }
        return attended.notBefore()
                .filter(look.now()::isBefore)
                .map(at -> "tried again at %s: %s".formatted(at, ended));
    }

    private Optional<Decision> notReady(InputSnapshot inputs) {
        if (look.seen().ask().isPresent() || inputs.askedForByManifest()) {
            return Optional.empty();
        }
        Optional<DatasetState.ObservedInputs> before = look.head().seen();
        if (before.isEmpty() || !before.get().fingerprint().equals(inputs.fingerprint())) {
            Instant unattendedSince =
                    before.filter(this::unattended).map(this::awaitedSince).orElse(look.now());
            DatasetState next = look.head()
                    .withSeen(new DatasetState.ObservedInputs(inputs.fingerprint(), look.now(), unattendedSince));
            return waitedTooLong(unattendedSince)
                    ? Optional.empty()
                    : Optional.of(new Decision.Save(next, new Action.None()));
        }
        if (waitedTooLong(before.get().firstUnattended())) {
            return Optional.empty();
        }
        if (look.terms().manifestOnly()) {
            return Optional.of(
                    new Decision.Wait("waiting for a manifest that asks for exactly the files that are there: "
                            + TextLimits.message(inputs.manifestDifference())));
        }
        Duration still = Duration.between(before.get().since(), look.now());
        if (still.compareTo(look.terms().quiet()) < 0) {
            return Optional.of(new Decision.Wait("files arrived; waiting until nothing has changed for "
                    + look.terms().quiet()));
        }
        return Optional.empty();
    }

    /** These are dealt with now: whatever changes next is waited for anew. */
    private DatasetState.ObservedInputs fromNowOn(InputSnapshot inputs) {
        return new DatasetState.ObservedInputs(inputs.fingerprint(), look.now(), look.now());
    }

    /**
     * Where nothing could start for as long as quiet, what arrives now is not what was waited for before. A shorter gap is of a file that is
     * being replaced, and its source is to start at {@code maxWait} like any other that never falls quiet.
     */
    private Instant awaitedSince(DatasetState.ObservedInputs before) {
        boolean begunAnew = before.isUnusable()
                && Duration.between(before.since(), look.now())
                                .compareTo(look.terms().quiet())
                        >= 0;
        return begunAnew ? look.now() : before.firstUnattended();
    }

    private boolean unattended(DatasetState.ObservedInputs seen) {
        return look.head()
                .attended()
                .map(attended -> !attended.fingerprint().equals(seen.fingerprint()))
                .orElse(true);
    }

    private boolean waitedTooLong(Instant unattendedSince) {
        return !look.terms().manifestOnly()
                && Duration.between(unattendedSince, look.now())
                                .compareTo(look.terms().maxWait())
                        > 0;
    }

    /** Whether the files may well change again before a step reads them: they did, a moment ago, and nobody says that they are whole. */
    private boolean restless(InputSnapshot inputs) {
        return !inputs.askedForByManifest()
                && look.head()
                        .seen()
                        .filter(seen -> seen.fingerprint().equals(inputs.fingerprint()))
                        .filter(seen -> Duration.between(seen.since(), look.now())
                                        .compareTo(look.terms().quiet())
                                >= 0)
                        .isEmpty();
    }

    private Decision admit(InputSnapshot inputs) {
        Admission admission = new Admission(look, budget(), Usd.ZERO);
        Quote offer = look.seen().offers().on(FallbackLevel.AS_ASKED);
        Optional<FailureReason> refusal = admission.refusal(offer);
        if (refusal.isPresent()) {
            return refuse(inputs, Outcome.rejected(refusal.get()));
        }
        Attempt attempt = admission.attempt(look.seen().freshRunId(), 1, FallbackLevel.AS_ASKED, (Quote.Priced) offer);
        Run run = fresh(inputs, List.of(attempt))
                .enter(
                        new RunState.Launching(),
                        look.now(),
                        cause(inputs),
                        look.seen().invocation());
        return new Decision.Save(
                look.head().withRun(run).withSeen(fromNowOn(inputs)), new Action.Launch(restless(inputs)));
    }

    /** What a run may cost: its owner's word, or that of the person who asks for it. */
    Usd budget() {
        return look.seen()
                .ask()
                .flatMap(UserCommand::budget)
                .orElse(look.terms().perRun());
    }

    /** Over before anything was launched. */
    private Decision refuse(InputSnapshot inputs, Outcome outcome) {
        Run run = fresh(inputs, List.of())
                .enter(
                        new RunState.Ended(outcome),
                        look.now(),
                        outcome.reason().map(FailureReason::message).orElse(""),
                        look.seen().invocation());
        return new Decision.Save(look.takenOver().withRun(run).withSeen(fromNowOn(inputs)), new Action.Announce());
    }

    private Run fresh(InputSnapshot inputs, List<Attempt> attempts) {
        int earlier = look.seen().ask().isPresent()
                ? 0
                : look.head()
                        .attended()
                        .filter(attended -> attended.fingerprint().equals(inputs.fingerprint()))
                        .map(DatasetState.LastProcessed::launches)
                        .orElse(0);
        return new Run(
                look.seen().freshRunId(),
                Run.Kind.TRANSFORM,
                look.terms().dataset(),
                inputs.fingerprint(),
                look.terms().definitionHash(),
                inputs.jobVersion(),
                new RunState.Launching(),
                attempts,
                budget(),
                earlier,
                look.now(),
                Optional.empty(),
                List.of());
    }

    private String cause(InputSnapshot inputs) {
        String files = "%d files with %d bytes".formatted(inputs.files(), inputs.bytes());
        return look.seen()
                .ask()
                .map(ask -> "%s (%s)".formatted(ask.describe(), files))
                .orElse(files + " are ready")
                .concat(
                        inputs.ignored().isEmpty()
                                ? ""
                                : "; " + inputs.ignored().describe());
    }
}
