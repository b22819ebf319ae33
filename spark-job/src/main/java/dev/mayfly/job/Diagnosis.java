package dev.mayfly.job;

import static java.util.stream.Collectors.joining;

import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.job.failure.StepFailure;
import dev.mayfly.job.failure.TaskFault;
import dev.mayfly.job.failure.ThrownText;
import dev.mayfly.job.failure.UnexpectedFailure;
import dev.mayfly.job.source.UnreadableInput;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds in whatever was thrown, however deep Spark wrapped it, the sentence that a person needs. */
final class Diagnosis {
    /** How YARN tells that an executor ended for want of memory: by itself, which is 52, or by the system. */
    private static final Pattern KILLED =
            Pattern.compile("(?i)ExecutorLostFailure.*exit (?:status|code):? ?(?:52|137)\\b");

    static StepFailure of(Throwable thrown) {
        return known(thrown).orElseGet(() -> unexpected(thrown));
    }

    /** The failure that has its own words in what was thrown. */
    static Optional<StepFailure> known(Throwable thrown) {
        for (Throwable link : chain(thrown)) {
            if (link instanceof StepFailure failure) {
                return Optional.of(failure);
            }
            if (link instanceof UnreadableInput input) {
                return Optional.of(new StepFailure(Cause.BAD_INPUT, input.getMessage(), thrown));
            }
        }
        return Optional.empty();
    }

    private static StepFailure unexpected(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        String sentence = chain.stream()
                .flatMap(link -> words(link, link == chain.get(chain.size() - 1)).stream())
                .distinct()
                .collect(joining(": "));
        return new StepFailure(
                Cause.INTERNAL,
                "%s%s. The step's log has the rest"
                        .formatted(Character.toUpperCase(sentence.charAt(0)), sentence.substring(1)),
                thrown);
    }

    private static Optional<String> words(Throwable link, boolean last) {
        if (last) {
            boolean named = link instanceof UnexpectedFailure || link instanceof TaskFault;
            return Optional.of(named ? link.getMessage() : root(link));
        }
        if (link instanceof UnexpectedFailure failure) {
            return Optional.of(failure.doing());
        }
        return link instanceof UncheckedIOException && !link.getMessage().equals(String.valueOf(link.getCause()))
                ? Optional.of(ThrownText.message(link))
                : Optional.empty();
    }

    private static String root(Throwable root) {
        if (root instanceof Error || root.getMessage() == null) {
            return UnexpectedFailure.said(root);
        }
        String message = ThrownText.message(root);
        return KILLED.matcher(message).find()
                ? "an executor's memory ran out (%s). A template with more memory would give it some".formatted(message)
                : "%s: %s".formatted(root.getClass().getSimpleName(), message);
    }

    private static List<Throwable> chain(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).toList();
    }

    private Diagnosis() {}
}
