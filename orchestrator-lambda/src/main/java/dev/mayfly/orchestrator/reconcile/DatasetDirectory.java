package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.orchestrator.ledger.DatasetIndex;
import dev.mayfly.orchestrator.ledger.Ledger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which datasets there are: a definition makes one, and it is there until the run in hand is over though its definition was taken away. */
public final class DatasetDirectory {
    private final DatasetRepository shelf;
    private final DatasetIndex heads;
    private final Ledger ledger;

    public DatasetDirectory(DatasetRepository shelf, DatasetIndex heads, Ledger ledger) {
        this.shelf = shelf;
        this.heads = heads;
        this.ledger = ledger;
    }

    /** Those with a definition or a run in hand, in order. */
    List<String> names() {
        Set<String> names = defined();
        recordedOnly(names).stream().filter(this::hasActiveRun).forEach(names::add);
        return List.copyOf(names);
    }

    /** Those with a definition, in order. */
    public Set<String> defined() {
        return new TreeSet<>(shelf.names());
    }

    /** The defined ones, and after them those beside of which anything was ever written. */
    public List<String> definedOrRecorded(Set<String> defined) {
        return Stream.concat(defined.stream(), recordedOnly(defined).stream()).toList();
    }

    private Set<String> recordedOnly(Set<String> defined) {
        Set<String> others = new TreeSet<>(heads.datasets());
        others.removeAll(defined);
        return others;
    }

    /** Whether a run of this dataset is in hand; where nobody can read that, it is taken for granted, so that somebody is told. */
    public boolean hasActiveRun(String name) {
        try {
            return ledger.read(name).flatMap(stored -> stored.head().run()).isPresent();
        } catch (IllegalStateException | IllegalArgumentException e) {
            return true;
        }
    }
}
