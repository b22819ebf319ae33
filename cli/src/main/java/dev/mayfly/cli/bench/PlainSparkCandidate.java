package dev.mayfly.cli.bench;

import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TablePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Spark job that one writes first: the schema inferred, partitioned by a column, nothing sorted, nothing checked. */
final class PlainSparkCandidate implements Candidate {
    private final ProjectHome home;

    PlainSparkCandidate(ProjectHome home) {
        this.home = home;
    }

    @Override
    public ProcessStats run(List<TablePlan> tables, Path out) {
        List<String> arguments = new ArrayList<>();
        for (TablePlan table : tables) {
            arguments.add(String.join(
                    ";",
                    table.inputs().stream()
                            .map(InputFile::uri)
                            .map(Object::toString)
                            .toList()));
            arguments.add(Path.of(table.output()).toString());
            arguments.add(naivePartition(table));
        }
        return new SparkProcess(home, "local[2]", Map.of())
                .submit(
                        "dev.mayfly.bench.PlainSparkJob",
                        home.benchJar(),
                        out.resolve("_state").resolve("tmp"),
                        List.of(),
                        arguments);
    }

    private static String naivePartition(TablePlan table) {
        List<String> by = table.layout().partitionBy();
        return switch (table.name()) {
            case "item_properties" -> "property";
            default -> by.isEmpty() ? "" : by.get(0);
        };
    }
}
