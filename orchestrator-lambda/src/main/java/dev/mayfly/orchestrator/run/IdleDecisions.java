package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** With nothing in hand: is a run due, and may it cost what it could? */
final class IdleDecisions {
    private final Look look;

    IdleDecisions(Look look) {
        this.look = look;
    }

    Decision decide() {
        if (look.head().held().isPresent()) {
            Head.Held held = look.head().held().get();
            return new Decision.Rest("held by %s since %s: %s".formatted(held.by(), held.since(), held.why()));
        }
        if (look.seen().inputs().isEmpty()) {
            return new Decision.Rest("the inputs were not looked at");
        }
        InputSight inputs = look.seen().inputs().get();
        if (!inputs.problems().isEmpty()) {
            return new Decision.Rest("waiting: " + String.join("; ", inputs.problems()));
        }
        Optional<String> dealtWith = dealtWith(inputs);
        if (dealtWith.isPresent()) {
            return new Decision.Rest(dealtWith.get());
        }
        Optional<Decision> notReady = notReady(inputs);
        return notReady.orElseGet(() -> admit(inputs));
    }

    /** Why these inputs need no run, if they need none. */
    private Optional<String> dealtWith(InputSight inputs) {
        Optional<Head.Attended> before = look.head()
                .attended()
                .filter(attended -> attended.fingerprint().equals(inputs.fingerprint())
                        && attended.definitionHash().equals(look.terms().definitionHash()));
        if (before.isEmpty() || look.seen().ask().map(Ask::again).orElse(false)) {
            return Optional.empty();
        }
        Head.Attended attended = before.get();
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

    private Optional<Decision> notReady(InputSight inputs) {
        if (look.seen().ask().isPresent() || inputs.askedForByManifest()) {
            return Optional.empty();
        }
        Optional<Head.Seen> before = look.head().seen();
        if (before.isEmpty() || !before.get().fingerprint().equals(inputs.fingerprint())) {
            Instant unattendedSince = before.filter(this::unattended)
                    .map(Head.Seen::firstUnattended)
                    .orElse(look.now());
            Head next = look.head().withSeen(new Head.Seen(inputs.fingerprint(), look.now(), unattendedSince));
            return waitedTooLong(unattendedSince)
                    ? Optional.empty()
                    : Optional.of(new Decision.Save(next, new Action.None()));
        }
        if (waitedTooLong(before.get().firstUnattended())) {
            return Optional.empty();
        }
        if (look.terms().manifestOnly()) {
            return Optional.of(
                    new Decision.Rest("waiting for a manifest that asks for exactly the files that are there"));
        }
        Duration still = Duration.between(before.get().since(), look.now());
        if (still.compareTo(look.terms().quiet()) < 0) {
            return Optional.of(new Decision.Rest("files arrived; waiting until nothing has changed for "
                    + look.terms().quiet()));
        }
        return Optional.empty();
    }

    private boolean unattended(Head.Seen seen) {
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

    private Decision admit(InputSight inputs) {
        Offer offer = look.seen().offer().orElse(new Offer.Unpriced("no template was priced"));
        if (offer instanceof Offer.Unpriced unpriced) {
            return reject(inputs, FailureReason.fatal(FailureReason.Code.UNPRICED, unpriced.why()));
        }
        Offer.Priced priced = (Offer.Priced) offer;
        Duration billed = look.policy().longestBilled(look.terms().maxDuration());
        Usd worst = priced.ratePerHour().forHours(billed);
        String sum = "template %s at %s an hour for at most %s could cost %s"
                .formatted(priced.template(), priced.ratePerHour(), billed, worst);
        if (worst.exceeds(look.terms().perRun())) {
            return reject(
                    inputs,
                    FailureReason.fatal(
                            FailureReason.Code.RUN_BUDGET,
                            "%s, more than a run's %s: raise perRunUsd to %s, or lower maxDuration"
                                    .formatted(sum, look.terms().perRun(), worst)));
        }
        Usd spent = look.head().spend().on(look.now());
        if (spent.plus(worst).exceeds(look.terms().perDay())) {
            return reject(
                    inputs,
                    FailureReason.retryable(
                            FailureReason.Code.DAY_BUDGET,
                            "%s; with %s spent today that is more than a day's %s: tried again tomorrow, or raise perDayUsd to %s"
                                    .formatted(sum, spent, look.terms().perDay(), spent.plus(worst))));
        }
        return launch(inputs, priced, worst);
    }

    private Decision launch(InputSight inputs, Offer.Priced priced, Usd worst) {
        Instant now = look.now();
        String id = look.seen().freshRunId();
        Attempt attempt = new Attempt(
                1,
                look.seen().clusterNamePrefix() + id + "/a1",
                priced.template(),
                Optional.empty(),
                now,
                now.plus(look.policy().launchDeadline()),
                now.plus(look.policy().untilAbsoluteDeadline(look.terms().maxDuration())),
                priced.ratePerHour(),
                worst,
                Optional.empty(),
                "",
                false,
                Optional.empty(),
                Optional.empty());
        return look.enter(
                fresh(inputs, List.of(attempt)), new RunState.Launching(), cause(inputs), new Action.Launch());
    }

    private Decision reject(InputSight inputs, FailureReason reason) {
        Run run = fresh(inputs, List.of())
                .enter(
                        new RunState.Ended(Outcome.rejected(reason)),
                        look.now(),
                        reason.message(),
                        look.seen().invocation());
        return new Decision.Save(look.takenOver().withRun(run), new Action.Announce());
    }

    private Run fresh(InputSight inputs, List<Attempt> attempts) {
        int earlier = look.seen().ask().isPresent()
                ? 0
                : look.head()
                        .attended()
                        .filter(attended -> attended.fingerprint().equals(inputs.fingerprint()))
                        .map(Head.Attended::launches)
                        .orElse(0);
        return new Run(
                look.seen().freshRunId(),
                look.terms().dataset(),
                inputs.fingerprint(),
                look.terms().definitionHash(),
                inputs.jobVersion(),
                new RunState.Launching(),
                attempts,
                look.terms().perRun(),
                earlier,
                look.now(),
                Optional.empty(),
                List.of());
    }

    private String cause(InputSight inputs) {
        String files = "%d files with %d bytes".formatted(inputs.files(), inputs.bytes());
        return look.seen()
                .ask()
                .map(ask -> "%s asked for %s: %s".formatted(ask.by(), files, ask.reason()))
                .orElse(files + " are ready");
    }
}
