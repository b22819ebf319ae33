package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a dataset: lock, de-duplication and memory at once. {@code published} lists the generations that
 * can be read or gone back to, newest first.
 *
 * @param format the major version of this document; another is refused
 * @param version grows with every write
 * @param nonce of the write, which settles whose it was
 */
public record Head(
        int format,
        long version,
        String nonce,
        String dataset,
        Optional<Seen> seen,
        Optional<Attended> attended,
        Optional<Run> run,
        List<Generation> published,
        Spend spend,
        Optional<Held> held,
        Optional<Actor> actor) {
    public static final int FORMAT = 1;
    private static final int KEPT_GENERATIONS = 10;

    /** The inputs as last observed, and since when. */
    public record Seen(String fingerprint, Instant since, Instant firstUnattended) {}

    /** The inputs and definition last dealt with, and how. */
    public record Attended(
            String fingerprint,
            String definitionHash,
            String jobVersion,
            String runId,
            Outcome outcome,
            int launches,
            Optional<Instant> notBefore) {}

    /** What the day (UTC) has cost so far, finished runs alone. */
    public record Spend(LocalDate day, Usd amount) {
        Usd on(Instant now) {
            return day.equals(dayOf(now)) ? amount : Usd.ZERO;
        }

        Spend plus(Usd more, Instant now) {
            return new Spend(dayOf(now), on(now).plus(more));
        }
    }

    /** A person or a guard stopped the dataset. */
    public record Held(String by, String why, Instant since) {}

    /** The invocation that publishes or announces. */
    public record Actor(String invocation, Instant until) {}

    public Head {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "the ledger of %s has format %d; this version reads %d: deploy the version that wrote it, or a later one"
                            .formatted(dataset, format, FORMAT));
        }
        published = List.copyOf(published);
    }

    /** What is known of a dataset that was never looked at. */
    public static Head empty(String dataset) {
        return new Head(
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
                Optional.empty());
    }

    static LocalDate dayOf(Instant now) {
        return now.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** The next write of this head, told apart from every other by its nonce. */
    public Head stamped(String freshNonce) {
        return new Head(format, version + 1, freshNonce, dataset, seen, attended, run, published, spend, held, actor);
    }

    public Head withRun(Run inHand) {
        return new Head(
                format, version, nonce, dataset, seen, attended, Optional.of(inHand), published, spend, held, actor);
    }

    Head withSeen(Seen now) {
        return new Head(
                format, version, nonce, dataset, Optional.of(now), attended, run, published, spend, held, actor);
    }

    Head withActor(Actor acting) {
        return new Head(
                format, version, nonce, dataset, seen, attended, run, published, spend, held, Optional.of(acting));
    }

    Head withoutActor() {
        return new Head(format, version, nonce, dataset, seen, attended, run, published, spend, held, Optional.empty());
    }

    Head withHeld(Optional<Held> holding) {
        return new Head(format, version, nonce, dataset, seen, attended, run, published, spend, holding, actor);
    }

    Head withPublished(Generation generation) {
        List<Generation> kept = new ArrayList<>(published);
        kept.removeIf(old -> old.runId().equals(generation.runId()));
        kept.add(0, generation);
        List<Generation> most = kept.subList(0, Math.min(kept.size(), KEPT_GENERATIONS));
        return new Head(format, version, nonce, dataset, seen, attended, run, most, spend, held, actor);
    }

    /** With no run in hand any more; what was attended stays where {@code how} is empty. */
    Head settled(Optional<Attended> how, Usd cost, Instant now) {
        return new Head(
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
                Optional.empty());
    }
}
