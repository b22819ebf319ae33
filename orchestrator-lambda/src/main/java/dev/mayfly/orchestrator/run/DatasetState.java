package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a dataset: lock, de-duplication and memory at once. {@code published} lists the generations that
 * can be read or gone back to, the one first that was shown last; {@code retired} the attempts whose output none of them names any more;
 * {@code pinned} the runs whose generations are kept however many come after them, since somebody reads them by name;
 * {@code audit} when the catalog is compared next with the first of {@code published}.
 *
 * @param format the major version of this document; another is refused
 * @param version grows with every write
 * @param nonce of the write, which settles whose it was
 */
public record DatasetState(
        int format,
        long version,
        String nonce,
        String dataset,
        Optional<DatasetState.ObservedInputs> seen,
        Optional<DatasetState.LastProcessed> attended,
        Optional<Run> run,
        List<Generation> published,
        Spend spend,
        Optional<Held> held,
        Optional<DatasetState.Lease> actor,
        List<DatasetState.DeletableOutput> retired,
        List<String> pinned,
        DriftCheck audit) {
    public static final int FORMAT = 1;

    /** The inputs as last observed, since when, and since when there are some that no run has dealt with. */
    public record ObservedInputs(String fingerprint, Instant since, Instant firstUnattended) {
        /** Stands for a fingerprint while what was observed can be no run's inputs. Stored: never change. */
        private static final String UNUSABLE = "";

        DatasetState.ObservedInputs unusable(Instant now) {
            return new DatasetState.ObservedInputs(UNUSABLE, now, firstUnattended);
        }

        boolean isUnusable() {
            return fingerprint.equals(UNUSABLE);
        }
    }

    /** The inputs and definition last dealt with, and how. */
    public record LastProcessed(
            String fingerprint,
            String definitionHash,
            String jobVersion,
            String runId,
            Outcome outcome,
            int launches,
            Optional<Instant> notBefore) {
        /** The same of files that have other ETags and the same contents. */
        DatasetState.LastProcessed under(String otherFingerprint) {
            return new DatasetState.LastProcessed(
                    otherFingerprint, definitionHash, jobVersion, runId, outcome, launches, notBefore);
        }

        /** The same, not to be tried again by itself. */
        DatasetState.LastProcessed parked(String why) {
            Outcome fatal = outcome.withReason(reason -> reason.asFatal().and(why));
            return new DatasetState.LastProcessed(
                    fingerprint, definitionHash, jobVersion, runId, fatal, launches, Optional.empty());
        }
    }

    /** What the day (UTC) has cost so far, finished runs alone. */
    public record Spend(LocalDate day, Usd amount) {
        Usd on(Instant now) {
            return day.equals(dayOf(now)) ? amount : Usd.ZERO;
        }

        Spend plus(Usd more, Instant now) {
            return new Spend(dayOf(now), on(now).plus(more));
        }
    }

    /**
     * A person stopped the dataset. {@code why} is what the person gave, cut to what a head can store; {@code target} is the run
     * that a rollback went back to.
     */
    public record Held(String by, String why, Instant since, Kind kind, Optional<String> target) {
        /** The command that stopped it. Stored: add, never rename. */
        public enum Kind {
            HOLD,
            ROLLBACK
        }

        public Held {
            by = TextLimits.remark(by);
            why = TextLimits.remark(why);
            // A head that was written before rollbacks were told apart does not say which it was.
            kind = kind == null ? Kind.HOLD : kind;
            target = target == null ? Optional.empty() : target;
        }

        static Held hold(String by, String why, Instant since) {
            return new Held(by, why, since, Kind.HOLD, Optional.empty());
        }

        static Held rollback(String by, String why, Instant since, String target) {
            return new Held(by, why, since, Kind.ROLLBACK, Optional.of(target));
        }

        /** Whether the same person gave the same command for the same reason, whenever that was. */
        boolean sameCommand(Held other) {
            return equals(new Held(other.by, other.why, since, other.kind, other.target));
        }

        /** Who stopped it, since when and why. */
        public String describe() {
            String what =
                    target.map(run -> "rolled back to %s: ".formatted(run)).orElse("");
            return "by %s since %s: %s%s".formatted(by, since, what, why);
        }
    }

    /** The invocation that publishes or announces. */
    public record Lease(String invocation, Instant until) {}

    /**
     * An attempt whose output nobody can go back to, and since when; {@code perhapsShown} where its publication was begun, so that
     * a reader may be shown some of it until another generation is published.
     */
    public record DeletableOutput(String runId, int attempt, Instant since, boolean perhapsShown) {
        private DatasetState.DeletableOutput shownNoMore(Instant now) {
            return perhapsShown ? new DatasetState.DeletableOutput(runId, attempt, now, false) : this;
        }

        boolean is(Generation generation) {
            return runId.equals(generation.runId()) && attempt == generation.attempt();
        }
    }

    public DatasetState {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "the ledger of %s has format %d; this version reads %d: deploy the version that wrote it, or a later one"
                            .formatted(dataset, format, FORMAT));
        }
        published = List.copyOf(published);
        // A head that was written before anything could be retired or pinned does not say it.
        retired = retired == null ? List.of() : List.copyOf(retired);
        pinned = pinned == null ? List.of() : List.copyOf(pinned);
        audit = audit == null ? DriftCheck.NEVER_YET : audit;
    }

    /** What is known of a dataset that was never looked at. */
    public static DatasetState empty(String dataset) {
        return new DatasetState(
                FORMAT,
                0,
                "",
                dataset,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Spend(LocalDate.EPOCH, Usd.ZERO),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                DriftCheck.NEVER_YET);
    }

    static LocalDate dayOf(Instant now) {
        return now.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** The next write of this head, told apart from every other by its nonce. */
    public DatasetState stamped(String freshNonce) {
        return new DatasetState(
                format,
                version + 1,
                freshNonce,
                dataset,
                seen,
                attended,
                run,
                published,
                spend,
                held,
                actor,
                retired,
                pinned,
                audit);
    }

    public DatasetState withRun(Run inHand) {
        return new DatasetState(
                format,
                version,
                nonce,
                dataset,
                seen,
                attended,
                Optional.of(inHand),
                published,
                spend,
                held,
                actor,
                retired,
                pinned,
                audit);
    }

    DatasetState withSeen(DatasetState.ObservedInputs now) {
        return seeing(Optional.of(now));
    }

    DatasetState withAttended(DatasetState.LastProcessed dealtWith) {
        return new DatasetState(
                format,
                version,
                nonce,
                dataset,
                seen,
                Optional.of(dealtWith),
                run,
                published,
                spend,
                held,
                actor,
                retired,
                pinned,
                audit);
    }

    /** With files of this fingerprint recognised as those dealt with last, since their contents are the same. */
    public DatasetState recognising(String fingerprint, Instant now) {
        return attended.map(dealtWith -> withAttended(dealtWith.under(fingerprint))
                        .withSeen(seen.filter(known -> known.fingerprint().equals(fingerprint))
                                .orElse(new DatasetState.ObservedInputs(fingerprint, now, now))))
                .orElse(this);
    }

    DatasetState withoutSeen() {
        return seeing(Optional.empty());
    }

    private DatasetState seeing(Optional<DatasetState.ObservedInputs> now) {
        return new DatasetState(
                format, version, nonce, dataset, now, attended, run, published, spend, held, actor, retired, pinned,
                audit);
    }

    DatasetState withActor(DatasetState.Lease acting) {
        return new DatasetState(
                format,
                version,
                nonce,
                dataset,
                seen,
                attended,
                run,
                published,
                spend,
                held,
                Optional.of(acting),
                retired,
                pinned,
                audit);
    }

    DatasetState withoutActor() {
        return new DatasetState(
                format,
                version,
                nonce,
                dataset,
                seen,
                attended,
                run,
                published,
                spend,
                held,
                Optional.empty(),
                retired,
                pinned,
                audit);
    }

    DatasetState withHeld(Optional<Held> holding) {
        return new DatasetState(
                format, version, nonce, dataset, seen, attended, run, published, spend, holding, actor, retired, pinned,
                audit);
    }

    /** With this generation in front; what falls off the end of the {@code most} that are kept is retired. */
    DatasetState withPublished(Generation generation, int most, Instant now) {
        List<Generation> all = new ArrayList<>(published);
        all.removeIf(old -> old.runId().equals(generation.runId()));
        all.add(0, generation);
        List<DatasetState.DeletableOutput> gone = new ArrayList<>(retired);
        gone.removeIf(once -> once.is(generation));
        gone.replaceAll(once -> once.shownNoMore(now));
        return keeping(all, gone, pinned, most, now);
    }

    boolean pins(Generation generation) {
        return pinned.contains(generation.runId());
    }

    /** With a generation that is kept until it is let go. */
    DatasetState withPin(Generation generation) {
        List<String> more = new ArrayList<>(pinned);
        more.add(generation.runId());
        return new DatasetState(
                format, version, nonce, dataset, seen, attended, run, published, spend, held, actor, retired, more,
                audit);
    }

    /** With a generation let go; it is retired if only that kept it. */
    DatasetState withoutPin(String runId, int most, Instant now) {
        return keeping(
                published,
                retired,
                pinned.stream().filter(other -> !other.equals(runId)).toList(),
                most,
                now);
    }

    /** The first of these generations, and those that somebody pinned. */
    private DatasetState keeping(
            List<Generation> all, List<DatasetState.DeletableOutput> before, List<String> pins, int most, Instant now) {
        List<Generation> kept = new ArrayList<>();
        List<DatasetState.DeletableOutput> gone = new ArrayList<>(before);
        for (int place = 0; place < all.size(); place++) {
            Generation one = all.get(place);
            if (place < most || pins.contains(one.runId())) {
                kept.add(one);
            } else {
                gone.add(new DatasetState.DeletableOutput(one.runId(), one.attempt(), now, false));
            }
        }
        return new DatasetState(
                format, version, nonce, dataset, seen, attended, run, kept, spend, held, actor, gone, pins, audit);
    }

    /** Nothing is left of it. */
    DatasetState without(DatasetState.DeletableOutput settled) {
        List<DatasetState.DeletableOutput> left = new ArrayList<>(retired);
        left.remove(settled);
        return new DatasetState(
                format, version, nonce, dataset, seen, attended, run, published, spend, held, actor, left, pinned,
                audit);
    }

    /** With what the run in hand wrote and nobody is shown. */
    private List<DatasetState.DeletableOutput> retiredWith(Instant now) {
        List<DatasetState.DeletableOutput> all = new ArrayList<>(retired);
        run.map(Run::attempts).orElse(List.of()).stream()
                .filter(attempt -> !attempt.refused())
                .map(attempt -> new DatasetState.DeletableOutput(
                        run.orElseThrow().id(),
                        attempt.number(),
                        now,
                        run.orElseThrow().generation().isPresent()))
                .filter(attempt -> published.stream().noneMatch(attempt::is))
                .forEach(all::add);
        return all;
    }

    DatasetState withAudit(DriftCheck next) {
        return new DatasetState(
                format, version, nonce, dataset, seen, attended, run, published, spend, held, actor, retired, pinned,
                next);
    }

    /** With no run in hand any more; what was attended stays where {@code how} is empty. */
    DatasetState settled(Optional<DatasetState.LastProcessed> how, Usd cost, Instant now) {
        return new DatasetState(
                format,
                version,
                nonce,
                dataset,
                seen,
                how.or(() -> attended),
                Optional.empty(),
                published,
                spend.plus(cost, now),
                held,
                Optional.empty(),
                retiredWith(now),
                pinned,
                audit);
    }
}
