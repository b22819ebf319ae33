package dev.mayfly.job.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Asks a store about many objects at once: what takes time there is waiting, not work. */
public final class ParallelCalls {
    private static final int THREADS = 16;

    public static <T, R> List<R> map(List<T> items, Function<T, R> question) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(THREADS, items.size())));
        try {
            List<CompletableFuture<R>> answers = items.stream()
                    .map(item -> CompletableFuture.supplyAsync(() -> question.apply(item), pool))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        } finally {
            pool.shutdownNow();
        }
    }

    private ParallelCalls() {}
}
