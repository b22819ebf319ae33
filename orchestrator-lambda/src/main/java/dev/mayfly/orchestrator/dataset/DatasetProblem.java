package dev.mayfly.orchestrator.dataset;

/** Something wrong in a dataset file: where (line from 1, key by its path) and what would be right. */
public record DatasetProblem(String file, int line, String key, String remedy) {
    @Override
    public String toString() {
        return "%s:%d: %s: %s".formatted(file, line, key, remedy);
    }
}
