package dev.mayfly.job;

import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.job.failure.StepFailure;
import dev.mayfly.job.failure.TaskFault;
import dev.mayfly.job.failure.ThrownText;
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
        return new StepFailure(Cause.INTERNAL, "%s. The step's log has the rest".formatted(told(root)), thrown);
    }

    /** What a task failed on names its own exception. */
    private static String told(Throwable root) {
        return root instanceof TaskFault
                ? root.getMessage()
                : "%s: %s".formatted(root.getClass().getSimpleName(), ThrownText.message(root));
    }

    private Diagnosis() {}
}
