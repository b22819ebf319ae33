package dev.mayfly.cli.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import dev.mayfly.orchestrator.cost.HourlyCostBound;
import dev.mayfly.orchestrator.dataset.DatasetProblem;
import dev.mayfly.orchestrator.run.FallbackLevel;
import dev.mayfly.orchestrator.run.Quote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cluster templates as the function itself reads them; a type without a price would be refused at every run. */
final class TemplateCheck {
    private final HourlyCostBound costs;
    private final List<ClusterTemplate> read = new ArrayList<>();
    private final List<DatasetProblem> problems = new ArrayList<>();

    TemplateCheck(HourlyCostBound costs) {
        this.costs = costs;
    }

    void add(Path file) throws IOException {
        try {
            ClusterTemplate template =
                    ContractJson.read(Files.readAllBytes(file), ClusterTemplate.class, file.toString());
            read.add(template);
            Stream.of(FallbackLevel.AS_ASKED, FallbackLevel.OTHER_CAPACITY, FallbackLevel.ON_DEMAND)
                    .map(rung -> costs.quote(
                            template.name(), template.forFallback(rung).shape()))
                    .filter(Quote.Unpriced.class::isInstance)
                    .map(offer -> ((Quote.Unpriced) offer).why())
                    .distinct()
                    .forEach(why -> problems.add(new DatasetProblem(file.toString(), 1, "fleets", why)));
        } catch (IllegalArgumentException e) {
            problems.add(new DatasetProblem(file.toString(), line(file, e), key(e), remedy(e)));
        }
    }

    List<ClusterTemplate> read() {
        return List.copyOf(read);
    }

    List<DatasetProblem> problems() {
        return List.copyOf(problems);
    }

    /** Where the key stands; Jackson only knows where it stopped, which is the end of the object. */
    private static int line(Path file, Throwable thrown) throws IOException {
        String key = key(thrown);
        String quoted = '"' + key.substring(key.lastIndexOf('.') + 1) + '"';
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(quoted)) {
                return i + 1;
            }
        }
        return thrown.getCause() instanceof JsonProcessingException json && json.getLocation() != null
                ? Math.max(1, json.getLocation().getLineNr())
                : 1;
    }

    private static String key(Throwable thrown) {
        if (!(thrown.getCause() instanceof JsonMappingException json)
                || json.getPath().isEmpty()) {
            return "the template";
        }
        return json.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[%d]".formatted(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String remedy(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnrecognizedPropertyException unknown) {
            return "is not known here; %s are".formatted(unknown.getKnownPropertyIds());
        }
        String message = root instanceof JsonProcessingException json ? json.getOriginalMessage() : root.getMessage();
        return message.startsWith("Cannot map `null` into type") ? "is missing; a number is needed" : message;
    }
}
