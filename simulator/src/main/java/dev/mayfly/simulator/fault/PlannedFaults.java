package dev.mayfly.simulator.fault;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Exactly these faults, and no other. */
public record PlannedFaults(List<Planned> faults) implements FaultSource {
    /** One fault at the so-manieth call of a site. */
    public record Planned(FaultPoint site, int occurrence, FaultKind kind) {
        private static final Pattern TEXT = Pattern.compile("([\\w.]+)\\((.*)\\)#([1-9]\\d{0,6})=([A-Z_]+)");

        /** Reads what {@link #toString} writes. */
        public static Planned parse(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "'%s' is no fault; write e.g. glue.GetPartitions(catalog)#4=STALE".formatted(text));
            }
            return new Planned(
                    new FaultPoint(matcher.group(1), matcher.group(2)),
                    Integer.parseInt(matcher.group(3)),
                    FaultKind.valueOf(matcher.group(4)));
        }

        @Override
        public String toString() {
            return "%s#%d=%s".formatted(site, occurrence, kind);
        }
    }

    public PlannedFaults {
        faults = List.copyOf(faults);
    }

    @Override
    public Optional<FaultKind> at(FaultPoint site, int occurrence) {
        for (Planned planned : faults) {
            if (planned.occurrence() == occurrence && planned.site().equals(site)) {
                return Optional.of(planned.kind());
            }
        }
        return Optional.empty();
    }
}
