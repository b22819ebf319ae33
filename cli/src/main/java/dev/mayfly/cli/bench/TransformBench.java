package dev.mayfly.cli.bench;

import dev.mayfly.cli.bench.BenchData.Size;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TablePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs each contender on each load in turn, round after round, so that a busy machine is as busy for one as for the other. */
final class TransformBench {
    static final List<String> ALL = List.of("events", "item_properties", "category_tree");
    /** How many times the events of the marginal cost's larger load. */
    static final int LARGER = 4;

    private final BenchData data;
    private final BenchTables tables;
    private final double scale;
    private final Consumer<String> say;

    TransformBench(BenchData data, BenchTables tables, double scale, Consumer<String> say) {
        this.data = data;
        this.tables = tables;
        this.scale = scale;
        this.say = say;
    }

    /** What is transformed: the tables, and how many times the bench's scale. */
    record Load(String name, List<String> tables, double times) {
        static final Load WHOLE = new Load("whole", ALL, 1);
        static final Load PROPERTIES = new Load("item_properties", List.of("item_properties"), 1);
        static final Load EVENTS = new Load("events", List.of("events"), 1);
        static final Load MORE_EVENTS = new Load("events x " + LARGER, List.of("events"), LARGER);
    }

    /** A contender's runs of one load, and what it left: files and bytes by table, beside the CSV's bytes. */
    record Result(List<ProcessStats> runs, Map<String, Size> sizes, Map<String, Long> csvBytes) {}

    /** Results by contender and load; those in {@code once} run in the first round only. */
    Map<String, Map<Load, Result>> run(
            Map<String, Candidate> contenders, List<String> once, List<Load> loads, int rounds) throws IOException {
        Map<String, Map<Load, Result>> results = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Load load : loads) {
                for (Map.Entry<String, Candidate> contender : contenders.entrySet()) {
                    String name = contender.getKey();
                    if (once.contains(name) && (round > 1 || !load.equals(Load.WHOLE))) {
                        continue;
                    }
                    Path out = data.empty(place(name, load));
                    List<TablePlan> plans = tables.plans(load.tables(), data.ofScale(scale * load.times()), out);
                    ProcessStats measured = contender.getValue().run(plans, out);
                    say.accept("round %d  %-16s %-10s %7.1f CPU s %7.1f s %5.2f GiB"
                            .formatted(
                                    round,
                                    load.name(),
                                    name,
                                    measured.cpuSeconds(),
                                    measured.wallSeconds(),
                                    measured.peakGiB()));
                    results.computeIfAbsent(name, key -> new LinkedHashMap<>())
                            .computeIfAbsent(load, key -> result(plans, out))
                            .runs()
                            .add(measured);
                }
            }
        }
        return results;
    }

    /** The plans of the tables that ours wrote last, all of them. */
    List<TablePlan> written() throws IOException {
        return tables.plans(ALL, data.ofScale(scale), data.place(place(TransformReport.OURS, Load.WHOLE)));
    }

    private static String place(String contender, Load load) {
        return "out/%s-%s".formatted(contender, load.name().replace(' ', '-'));
    }

    private static Result result(List<TablePlan> plans, Path out) {
        Map<String, Size> sizes = new LinkedHashMap<>();
        Map<String, Long> csv = new LinkedHashMap<>();
        for (TablePlan plan : plans) {
            sizes.put(plan.name(), BenchData.size(out.resolve(plan.name())));
            csv.put(
                    plan.name(),
                    plan.inputs().stream().mapToLong(InputFile::bytes).sum());
        }
        return new Result(new ArrayList<>(), sizes, csv);
    }
}
