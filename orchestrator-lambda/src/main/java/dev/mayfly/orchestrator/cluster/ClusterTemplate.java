package dev.mayfly.orchestrator.cluster;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.orchestrator.run.ClusterShape;
import dev.mayfly.orchestrator.run.FallbackLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A kind of cluster to choose from: the input it is meant for, in bytes, its fleets, and settings of Spark that do not follow from them. */
public record ClusterTemplate(String name, long inputBytesUpTo, List<Fleet> fleets, Map<String, String> spark) {
    private static final List<String> SHIPPED = List.of("single", "small", "medium", "large");

    /**
     * Instances of any of these types; EMR chooses one that it has. {@code alternatives} stand in when none was to be had.
     * Every type has at least {@code vcpu} processors and {@code memoryGiB} of memory.
     */
    public record Fleet(
            String role,
            List<String> types,
            List<String> alternatives,
            int onDemand,
            int spot,
            int diskGb,
            int vcpu,
            int memoryGiB) {
        public Fleet {
            types = types == null ? List.of() : List.copyOf(types);
            alternatives = alternatives == null ? List.of() : List.copyOf(alternatives);
        }

        private Fleet elsewhere() {
            return alternatives.isEmpty()
                    ? this
                    : new Fleet(role, alternatives, List.of(), onDemand, spot, diskGb, vcpu, memoryGiB);
        }

        private Fleet withoutSpot() {
            List<String> any = Stream.concat(types.stream(), alternatives.stream())
                    .distinct()
                    .toList();
            return new Fleet(role, any, List.of(), instances(), 0, diskGb, vcpu, memoryGiB);
        }

        int instances() {
            return onDemand + spot;
        }
    }

    public ClusterTemplate {
        // What a file does not say is named with all else that is wrong.
        fleets = fleets == null ? List.of() : List.copyOf(fleets);
        spark = java.util.Collections.unmodifiableMap(spark == null ? new TreeMap<>() : new TreeMap<>(spark));
        List<String> problems = TemplateValidator.problems(fleets);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("template %s: %s".formatted(name, String.join("; ", problems)));
        }
    }

    /** The templates that are shipped, the smallest first. */
    public static List<ClusterTemplate> shipped() {
        return SHIPPED.stream()
                .map(ClusterTemplate::shipped)
                .sorted(Comparator.comparingLong(ClusterTemplate::inputBytesUpTo))
                .toList();
    }

    private static ClusterTemplate shipped(String name) {
        String resource = "/cluster-templates/" + name + ".json";
        try (InputStream in = ClusterTemplate.class.getResourceAsStream(resource)) {
            return ContractJson.read(in.readAllBytes(), ClusterTemplate.class, resource);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    /** The template of a name, or for {@code auto} the smallest that is meant for so much input. */
    public static ClusterTemplate choose(List<ClusterTemplate> templates, String wanted, long inputBytes) {
        return templates.stream()
                .filter(template -> wanted.equals("auto")
                        ? inputBytes <= template.inputBytesUpTo()
                        : template.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no template '%s' for %d bytes of input; auto or one of %s would be right"
                                .formatted(
                                        wanted,
                                        inputBytes,
                                        templates.stream()
                                                .map(ClusterTemplate::name)
                                                .toList())));
    }

    /** The template as an attempt on this rung uses it; the smaller one is another template, not another use of this. */
    public ClusterTemplate forFallback(FallbackLevel rung) {
        return switch (rung) {
            case AS_ASKED, SMALLER -> this;
            case OTHER_CAPACITY -> with(Fleet::elsewhere);
            case ON_DEMAND -> with(Fleet::withoutSpot);
        };
    }

    private ClusterTemplate with(UnaryOperator<Fleet> change) {
        return new ClusterTemplate(
                name, inputBytesUpTo, fleets.stream().map(change).toList(), spark);
    }

    /** What its executors have to work with; a processor of each node is left to the node's own services. */
    public int cores() {
        List<Fleet> workers =
                fleets.stream().filter(fleet -> !fleet.role().equals("MASTER")).toList();
        return (workers.isEmpty() ? fleets : workers)
                .stream()
                        .mapToInt(fleet -> fleet.instances() * (fleet.vcpu() - 1))
                        .sum();
    }

    /** Whether any of its instances may come from what is left over. */
    public boolean asksForSpot() {
        return fleets.stream().anyMatch(fleet -> fleet.spot() > 0);
    }

    /** The next smaller one, or this where there is none. */
    public ClusterTemplate smaller(List<ClusterTemplate> templates) {
        return templates.stream()
                .filter(other -> other.inputBytesUpTo() < inputBytesUpTo)
                .reduce((smaller, larger) -> larger)
                .orElse(this);
    }

    /** Spark's settings: what follows from the nodes, and over it what the template says itself. */
    public Map<String, String> sparkSettings() {
        Map<String, String> settings = new TreeMap<>(SparkSizing.of(fleets));
        settings.putAll(spark);
        return settings;
    }

    /** What it is made of, for its price: an instance asked for as spot may come on demand. */
    public ClusterShape shape() {
        return new ClusterShape(fleets.stream()
                .map(fleet -> new ClusterShape.Fleet(fleet.role(), fleet.types(), fleet.instances(), fleet.diskGb()))
                .toList());
    }
}
