package dev.mayfly.job;

import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.job.failure.StepFailure;
import dev.mayfly.job.source.UnreadableInput;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds in whatever was thrown, however deep Spark wrapped it, the sentence that a person needs. */
final class Diagnosis {
    static StepFailure of(Throwable thrown) {
        List<Throwable> chain =
                Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).toList();
        for (Throwable link : chain) {
            if (link instanceof StepFailure failure) {
                return failure;
            }
            if (link instanceof UnreadableInput input) {
                return new StepFailure(Cause.BAD_INPUT, input.getMessage(), thrown);
            }
        }
        Throwable root = chain.get(chain.size() - 1);
        String message = root.getMessage() == null
                ? "no message"
                : root.getMessage().lines().findFirst().orElse("");
        return new StepFailure(
                Cause.INTERNAL,
                "%s: %s. The step's log has the rest".formatted(root.getClass().getSimpleName(), message),
                thrown);
    }

    private Diagnosis() {}
}
