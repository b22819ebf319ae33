package dev.mayfly.simulator.scenario;

import dev.mayfly.simulator.fault.FaultKind;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.fault.FaultSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** Faults by chance: a few or many of all kinds, and spells in which one service, or everything, hardly works. */
final class RandomFaults implements FaultSource {
    private static final int TEN_THOUSAND = 10_000;
    /** There are few of them, and they are what matters. */
    private static final int WRITES_WEIGH = 6;

    private static final List<String> SERVICES =
            List.of("", "s3.", "emr.", "glue.", "scheduler.", "sns.", "events.", "emr.ListClusters", "emr.RunJobFlow");
    private static final FaultKind[] KINDS = FaultKind.values();
    private final SplittableRandom random;
    private final int perTenThousand;
    private final List<FaultWindow> spells = new ArrayList<>();
    private final LongSupplier minutes;
    private final long calmAfter;

    private record FaultWindow(String service, long from, long until, Optional<FaultKind> kind, int percent) {}

    RandomFaults(SplittableRandom random, int perTenThousand, int spellCount, long calmAfter, LongSupplier minutes) {
        this.random = random;
        this.perTenThousand = perTenThousand;
        this.calmAfter = calmAfter;
        this.minutes = minutes;
        for (int i = 0; i < spellCount; i++) {
            long from = random.nextLong(calmAfter);
            Optional<FaultKind> kind =
                    random.nextBoolean() ? Optional.of(KINDS[random.nextInt(KINDS.length)]) : Optional.empty();
            spells.add(new FaultWindow(
                    SERVICES.get(random.nextInt(SERVICES.size())),
                    from,
                    from + 1 + random.nextLong(20),
                    kind,
                    40 + random.nextInt(61)));
        }
    }

    @Override
    public Optional<FaultKind> at(FaultPoint site, int occurrence) {
        long now = minutes.getAsLong();
        if (now >= calmAfter) {
            return Optional.empty();
        }
        for (FaultWindow spell : spells) {
            if (now >= spell.from()
                    && now < spell.until()
                    && site.operation().startsWith(spell.service())
                    && random.nextInt(100) < spell.percent()) {
                return Optional.of(spell.kind().orElseGet(() -> any(site)));
            }
        }
        int rate = site.reads() ? perTenThousand : WRITES_WEIGH * perTenThousand;
        return random.nextInt(TEN_THOUSAND) < rate ? Optional.of(any(site)) : Optional.empty();
    }

    private FaultKind any(FaultPoint site) {
        List<FaultKind> applicable = List.copyOf(site.applicable());
        return applicable.get(random.nextInt(applicable.size()));
    }
}
