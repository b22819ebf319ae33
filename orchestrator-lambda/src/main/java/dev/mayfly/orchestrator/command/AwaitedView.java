package dev.mayfly.orchestrator.command;

import dev.mayfly.orchestrator.reconcile.Reconciler.Awaited;
import dev.mayfly.orchestrator.run.IgnoredFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a dataset waits for and which objects no table reads, as people and scripts see it. */
final class AwaitedView {
    /** Adds {@code waiting} and {@code ignored}, null where they were not looked at. */
    static void put(Map<String, Object> answer, Optional<Awaited> awaited) {
        answer.put(
                "waiting",
                awaited.map(Awaited::why).filter(why -> !why.isEmpty()).orElse(null));
        answer.put(
                "ignored",
                awaited.flatMap(Awaited::ignored).map(AwaitedView::ignored).orElse(null));
    }

    private static Map<String, Object> ignored(IgnoredFiles ignored) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("files", ignored.files());
        view.put("hidden", ignored.hidden());
        List<Map<String, String>> examples = ignored.examples().stream()
                .map(example -> Map.of("file", example.file(), "why", example.why()))
                .toList();
        view.put("examples", examples);
        view.put("message", ignored.describe());
        return view;
    }

    private AwaitedView() {}
}
