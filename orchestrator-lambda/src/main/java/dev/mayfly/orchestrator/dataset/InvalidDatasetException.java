package dev.mayfly.orchestrator.dataset;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.joining;

import java.util.List;

/** A dataset file that cannot be taken, with all its problems at once. */
public final class InvalidDatasetException extends RuntimeException {
    private final transient List<DatasetProblem> problems;

    InvalidDatasetException(List<DatasetProblem> problems) {
        super(problems.stream()
                .sorted(comparingInt(DatasetProblem::line))
                .map(DatasetProblem::toString)
                .collect(joining("\n")));
        this.problems =
                problems.stream().sorted(comparingInt(DatasetProblem::line)).toList();
    }

    /** Every problem, in the file's order. */
    public List<DatasetProblem> problems() {
        return problems;
    }
}
