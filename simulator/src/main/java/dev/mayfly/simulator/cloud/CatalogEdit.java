package dev.mayfly.simulator.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody did to a table by hand, when, and what readers saw before. */
public record CatalogEdit(Table table, Instant when, Table.Shown good) {
    /** Whether readers see neither what they saw before nor the whole of something else. */
    public boolean open(Outputs outputs) {
        List<String> now = table.shown().locations();
        if (now.equals(good.locations())) {
            return false;
        }
        Set<Optional<String>> before = attempts(good.locations(), outputs);
        Set<Optional<String>> shown = attempts(now, outputs);
        return shown.isEmpty()
                || shown.contains(Optional.empty())
                || shown.stream().anyMatch(before::contains);
    }

    private static Set<Optional<String>> attempts(List<String> locations, Outputs outputs) {
        return locations.stream()
                .map(location -> outputs.at(location).map(Outputs.Made::prefix))
                .collect(Collectors.toSet());
    }
}
